/** A flat input as query parameters of a GET: arrays in bracket notation, as the API reads them. */
export function queryOf(input: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(input)) {
    if (Array.isArray(value)) value.forEach((one, i) => void params.append(`${key}[${i}]`, String(one)));
    else if (value !== undefined && value !== null) params.append(key, String(value));
  }
  return params.toString();
}
