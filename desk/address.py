"""Whose request it is, for rate limits: the peer, or what a trusted proxy says of it."""

from aiohttp import web

from desk import keys


def address_of(request: web.Request) -> str:
    """Return the client's address; X-Forwarded-For only counts when a trusted proxy sent it."""
    peer = request.remote or ""
    proxies = request.app[keys.SETTINGS].proxies
    if peer in proxies:
        for address in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
            if address.strip() and address.strip() not in proxies:
                return address.strip()
    return peer
