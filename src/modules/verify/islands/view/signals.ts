/** What fingers and ears notice without looking: one short sign for good, others told apart by length and number. */
const patterns: Record<string, number[]> = {
  valid: [90],
  expired: [250, 120, 250],
  'not-yet-valid': [250, 120, 250],
  suspended: [250, 120, 250],
  replaced: [250, 120, 250],
  doubtful: [120, 120, 120, 120, 120],
  unreadable: [60, 60, 60],
  'unknown-issuer': [120, 120, 120, 120, 120],
};
const alarm = [600, 150, 600, 150, 600];

export function vibrate(kind: string): void {
  navigator.vibrate?.(patterns[kind] ?? alarm);
}

/** Said aloud in Vietnamese where the phone has the voice; else one high tone for good and two low ones for anything else. */
export function speak(kind: string, words: string): void {
  const voice = typeof speechSynthesis === 'undefined' ? undefined : speechSynthesis.getVoices().find(({ lang }) => lang.toLowerCase().startsWith('vi'));
  if (!voice) return tone(kind === 'valid' ? [880] : [330, 260]);
  speechSynthesis.cancel();
  const said = new SpeechSynthesisUtterance(words);
  said.voice = voice;
  said.lang = 'vi-VN';
  speechSynthesis.speak(said);
}

let audio: AudioContext | undefined;

function tone(pitches: readonly number[]): void {
  if (typeof AudioContext === 'undefined') return;
  audio ??= new AudioContext();
  pitches.forEach((pitch, i) => {
    if (!audio) return;
    const [sound, volume] = [audio.createOscillator(), audio.createGain()];
    sound.frequency.value = pitch;
    volume.gain.value = 0.2;
    sound.connect(volume).connect(audio.destination);
    sound.start(audio.currentTime + i * 0.3);
    sound.stop(audio.currentTime + i * 0.3 + 0.22);
  });
}

/** A plate as it is read aloud: letter by letter. */
export function spelled(plate: string): string {
  return [...plate.replace(/[^\p{L}\d]/gu, '')].join(' ');
}
