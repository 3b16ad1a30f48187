// The built screens, served compressed as they were built; every path that is a screen is the page.

import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { sourceFolder } from './words.ts'

/** Where the build puts the screens. */
export const screensFolder = join(dirname(sourceFolder), 'dist', 'ui')

/** Serves the screens; without a build, says how to make one. */
export async function serveScreens(server: FastifyInstance): Promise<void> {
  if (!existsSync(join(screensFolder, 'index.html'))) {
    server.get('/', async (_request, reply) => reply.code(503).type('text/plain')
      .send('The screens are not built. Run npm start, which builds them.'))
    return
  }
  await server.register(fastifyStatic, {
    root: screensFolder, preCompressed: true, wildcard: false, index: false,
    setHeaders(response, path) {
      // Hashed names never change what they hold; the page itself is asked for anew.
      response.header('cache-control', path.includes('/assets/')
        ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  server.get('/*', async (request, reply) => {
    if (request.url.startsWith('/api/') || request.url.startsWith('/assets/')) {
      return reply.callNotFound()
    }
    return reply.sendFile('index.html')
  })
}
