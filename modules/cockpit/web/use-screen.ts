import { useEffect, useState } from 'react';

const lines = 1080;
const ratio = 16 / 9;

const measure = () => ({
  /** Pixels of a thousand-and-eightieth of the height; narrower windows than 16:9 shrink everything. */
  unit: Math.min(innerHeight, innerWidth / ratio) / lines,
  /** Wide enough for three whole panels side by side. */
  isWide: innerWidth / innerHeight > 2.5,
});

/** The size of the window, in which everything of the big screen is measured. */
export function useScreen() {
  const [screen, setScreen] = useState(measure);
  useEffect(() => {
    const onResize = () => setScreen(measure());
    addEventListener('resize', onResize);
    return () => removeEventListener('resize', onResize);
  }, []);
  return screen;
}

/** Now, each second. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
