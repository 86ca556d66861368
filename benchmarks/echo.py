"""The floor: an aiohttp server that speaks the chat API and says back what it hears, without anything else.

python -m benchmarks.echo PORT
"""

import asyncio
import json
import secrets
import sys
from collections import defaultdict

from aiohttp import web

_streams: defaultdict[str, asyncio.Queue[tuple[str, dict[str, object]]]] = defaultdict(asyncio.Queue)
routes = web.RouteTableDef()


@routes.post("/api/conversations")
async def begin(_request: web.Request) -> web.Response:
    """Begin a conversation and greet."""
    conversation = secrets.token_hex(16)
    _streams[conversation].put_nowait(("message", {"seq": 1, "sender": "bot", "text": "hello"}))
    return web.json_response({"id": conversation, "token": "-"}, status=201)


@routes.post("/api/conversations/{id}/messages")
async def hear(request: web.Request) -> web.Response:
    """Say back what was said."""
    said = await request.json()
    stream = _streams[request.match_info["id"]]
    stream.put_nowait(("message", {"seq": 2, "sender": "bot", "text": said["text"]}))
    stream.put_nowait(("done", {"client_id": said["client_id"]}))
    return web.json_response({"seq": 1}, status=202)


@routes.get("/api/conversations/{id}/events")
async def stream(request: web.Request) -> web.StreamResponse:
    """Send what is said."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    while True:
        name, data = await _streams[request.match_info["id"]].get()
        await response.write(f"event: {name}\ndata: {json.dumps(data)}\n\n".encode())


def main() -> None:
    """Serve."""
    app = web.Application()
    app.add_routes(routes)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)


if __name__ == "__main__":
    main()
