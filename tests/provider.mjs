// An OpenID provider for the tests: `oidc-provider`, which is certified, with its own pages to sign in by any name.
//   node tests/provider.mjs PORT REDIRECT_URI
// The name that is typed is the mail address; one that begins with "unverified" is told as not verified.
import Provider from "oidc-provider";

const [port, redirect] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: "wegwijs", client_secret: "a secret of the tests, long enough", redirect_uris: [redirect] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  pkce: { required: () => true },
  findAccount: (_, name) => ({
    accountId: name,
    claims: () => ({ sub: name, email: name, email_verified: !name.startsWith("unverified") }),
  }),
});
provider.listen(Number(port), "127.0.0.1");
