// A real OpenID Connect provider on loopback, in which everybody may sign in under any name: `node provider.mjs PORT`.
// The packages lie in the working folder, which is not this file's.
import { createRequire } from "node:module"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

const require = createRequire(join(process.cwd(), "package.json"))
const { Provider } = await import(pathToFileURL(require.resolve("oidc-provider")))
const [port, redirect, secret] = process.argv.slice(2)

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: "glassbox", client_secret: secret, redirect_uris: [redirect], post_logout_redirect_uris: [redirect] }],
  claims: { openid: ["sub"], email: ["email"], profile: ["name"] },
  conformIdTokenClaims: false,
  cookies: { keys: [secret] },
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: `${id} of the test`, email: `${id}@example.org` }),
  }),
})
provider.listen(Number(port), "127.0.0.1", () => console.log("listening"))
