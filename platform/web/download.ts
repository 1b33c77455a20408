import { RefusedRequest, readApiError, sameOriginFetch } from './api.ts';

function nameIn(header: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(header ?? '')?.[1];
  return encoded ? decodeURIComponent(encoded) : /filename="?([^";]+)"?/i.exec(header ?? '')?.[1];
}

/** Fetches a file of the API and hands it to the browser to save; throws an error fit for `<ErrorSentence>`. */
export async function download(url: string, fallbackName: string): Promise<void> {
  const response = await sameOriginFetch(url);
  if (!response.ok) throw new RefusedRequest(await readApiError(response));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = nameIn(response.headers.get('content-disposition')) ?? fallbackName;
  link.click();
  // The browser reads the blob after the click returns.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
