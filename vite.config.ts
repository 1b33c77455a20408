import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const api = process.env.WANGHUOLOU_API ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // MapLibre alone is about 1 MB; it is loaded only by screens that show a map.
    chunkSizeWarningLimit: 1400,
  },
  server: { proxy: { '/api': { target: api, changeOrigin: false } } },
  preview: { proxy: { '/api': { target: api, changeOrigin: false } } },
});
