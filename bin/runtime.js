// How Node is started for a node of Safar: small young generations and few malloc arenas, because a
// post of 4 GB must not pay for garbage (measured in bench/inspecting.ts: half the resident
// memory).

export const runtimeFlags = ['--max-semi-space-size=2']
export const runtimeEnvironment = { MALLOC_ARENA_MAX: '2' }
