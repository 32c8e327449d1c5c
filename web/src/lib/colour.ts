/** The ways in which one sRGB colour is written. */
const channels = (hex: string) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];

export function hsl(hex: string): [number, number, number] {
  const [r, g, b] = channels(hex).map((c) => c / 255) as [number, number, number];
  const [max, min] = [Math.max(r, g, b), Math.min(r, g, b)];
  const [d, l] = [max - min, (max + min) / 2];
  const s = d === 0 ? 0 : d / (1 - Math.abs(2 * l - 1));
  const turn = d === 0 ? 0 : max === r ? ((g - b) / d + 6) % 6 : max === g ? (b - r) / d + 2 : (r - g) / d + 4;
  return [Math.round(turn * 60), Math.round(s * 100), Math.round(l * 100)];
}

export function notations(hex: string) {
  const [h, s, l] = hsl(hex);
  return [
    { name: 'HEX', text: hex },
    { name: 'RGB', text: channels(hex).join(' ') },
    { name: 'HSL', text: `${h} ${s}% ${l}%` },
  ];
}

const linear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const luminance = (hex: string) => {
  const [r, g, b] = channels(hex).map((c) => linear(c / 255)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
/** How well one colour stands out on another: 1 to 21 (WCAG 2.2, contrast ratio). */
export function contrast(one: string, other: string) {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
/** What text of this contrast may be: any, only large, none. */
export const level = (ratio: number) => (ratio >= 7 ? 'AAA' : ratio >= 4.5 ? 'AA' : ratio >= 3 ? 'large' : 'none');
