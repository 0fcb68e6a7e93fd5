// @ts-check
// Canaries: whatever a runtime prints or an error shows is searched for them, by the suite and by the harness.
export const managementKey = "K2canary0management0key0f00ba4";
export const wrongKey = "K2canary0wrong0key0b4df00d";
export const clientSecret = "canary-client-secret-5ca1ab1e";

export const secrets = [managementKey, wrongKey, clientSecret];
