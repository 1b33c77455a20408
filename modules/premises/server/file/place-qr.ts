import QRCode from 'qrcode';

/** Address that the QR code of a place carries. */
export const placeUrl = (publicUrl: string, countyCode: string, code: string) =>
  new URL(`/p/${countyCode}/${code}`, publicUrl).toString();

/** Level Q: a quarter of a sticker may be torn or dirty. */
const options = { errorCorrectionLevel: 'Q', margin: 2 } as const;

export const qrSvg = (url: string): Promise<string> => QRCode.toString(url, { ...options, type: 'svg' });
export const qrPng = (url: string): Promise<Buffer> => QRCode.toBuffer(url, { ...options, width: 600 });
