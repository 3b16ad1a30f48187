// The content policy forbids making code from text, which zod would try for speed: it is told so
// before the first declaration is read, without loading zod for a screen that needs none.

interface WithZod { __zod_globalConfig?: { jitless?: boolean } }

Object.assign((globalThis as WithZod).__zod_globalConfig ??= {}, { jitless: true })

export {}
