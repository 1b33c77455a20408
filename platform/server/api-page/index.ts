import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

const parts = {
  '/api/docs': ['page.html', 'text/html'],
  '/api/docs/page.css': ['page.css', 'text/css'],
  '/api/docs/page.js': ['page.js', 'text/javascript'],
} as const;

/** The readable page of /api/openapi.json at /api/docs: our own files only, so that it works without the internet. */
export function mountApiPage(app: FastifyInstance) {
  for (const [url, [file, type]] of Object.entries(parts)) {
    const content = readFileSync(new URL(file, import.meta.url));
    app.get(url, (_request, reply) =>
      reply.type(`${type}; charset=utf-8`).header('cache-control', 'no-cache').send(content),
    );
  }
}
