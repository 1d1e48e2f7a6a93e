import { recall, remember } from '../knowing/keep.ts';

/** How this phone is set (cài đặt máy). Place is off until somebody says otherwise, and is asked for once. */
export type Settings = { light: 'auto' | 'day' | 'night'; sound: boolean; place: boolean; asked: boolean };

const first: Settings = { light: 'auto', sound: true, place: false, asked: false };
const dark = matchMedia('(prefers-color-scheme: dark)');

/** Reads what was set last time, dresses the page, and keeps every change. `changed` hears of each. */
export async function openSettings(
  form: HTMLFormElement,
  changed: (settings: Settings) => void,
): Promise<{ settings: Settings; allowPlace(yes: boolean): void }> {
  const settings: Settings = { ...first, ...(await recall<Partial<Settings>>('settings')) };
  const field = (name: string) => form.elements.namedItem(name);
  const [light, sound, place] = [field('light') as RadioNodeList, field('sound') as HTMLInputElement, field('place') as HTMLInputElement];
  light.value = settings.light;
  sound.checked = settings.sound;
  place.checked = settings.place;
  const dress = () => (document.documentElement.dataset.light = settings.light === 'auto' ? (dark.matches ? 'night' : 'day') : settings.light);
  function keep(): void {
    dress();
    void remember('settings', { ...settings });
    changed(settings);
  }
  form.addEventListener('change', () => {
    Object.assign(settings, { light: light.value, sound: sound.checked, place: place.checked, asked: settings.asked || place.checked });
    keep();
  });
  dark.addEventListener?.('change', dress);
  dress();
  return {
    settings,
    allowPlace(yes) {
      Object.assign(settings, { place: yes, asked: true });
      place.checked = yes;
      keep();
    },
  };
}
