/** Every kind of sensitive file, a line each. */
export { automation } from "./automation.ts";
export { alibabaCloud, otherChineseClouds } from "./china-clouds.ts";
export { cloudTools } from "./cloud-tools.ts";
export { kubernetes, registryLogins } from "./clusters.ts";
export { databaseClients } from "./database-clients.ts";
export { databases } from "./databases.ts";
export { dotenv } from "./dotenv.ts";
export { dumps } from "./dumps.ts";
export { frameworkSettings } from "./frameworks.ts";
export { gitCredentials, gitRepository } from "./git.ts";
export { keyStores } from "./key-stores.ts";
export { packageRegistries } from "./package-registries.ts";
export { histories, profiles, webAuthentication } from "./people.ts";
export { otherPrivateKeys, pemPrivateKeys, sshPrivateKeys } from "./private-keys.ts";
export { remoteAccess } from "./remote-access.ts";
export { transferClients } from "./transfer-clients.ts";
export { aws, azure, googleCloud } from "./world-clouds.ts";
