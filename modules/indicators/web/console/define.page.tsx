export default function DefinePage() {
  return null;
}
