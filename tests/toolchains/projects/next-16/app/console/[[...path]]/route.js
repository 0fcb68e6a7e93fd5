import { createConsole } from "descope-outbound/console";
import { createEmulator } from "descope-outbound/emulator";

const { projectId, managementKey, fetch } = createEmulator();

const handler = createConsole({ path: "/console/", projectId, managementKey, fetch, authorize: () => true });

export { handler as DELETE, handler as GET, handler as POST };
