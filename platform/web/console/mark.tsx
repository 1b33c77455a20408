/** The mark: a Song-dynasty fire watchtower, a broad roof over an open lookout on a braced frame, in cinnabar. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg
      aria-hidden="true"
      className="mark"
      viewBox="0 0 32 32"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d="M3.5 11.5C8.5 10.5 13 7.5 16 3c3 4.5 7.5 7.5 12.5 8.5" />
      <path d="M10 11v5.500h12V11M6.5 16.500h19M11.5 16.5 8 29M20.5 16.5 24 29M10.3 21l12.6 4.500M21.7 21 9.1 25.5" />
    </svg>
  );
}
