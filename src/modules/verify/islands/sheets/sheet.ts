/** Opens and closes the sheets that lie over the camera; `covered` hears whether one does. */
export function listenToSheets(root: HTMLElement, opened: (name: string) => void, covered: (yes: boolean) => void): void {
  for (const button of root.querySelectorAll<HTMLElement>('[data-open]')) button.addEventListener('click', () => openSheet(root, button.dataset.open ?? ''));
  for (const sheet of root.querySelectorAll<HTMLDialogElement>('[data-sheet]')) {
    sheet.querySelector('[data-close]')?.addEventListener('click', () => closeSheet(sheet));
    sheet.addEventListener('close', () => covered(false));
    sheet.addEventListener('sheet-open', () => {
      covered(true);
      opened(sheet.dataset.sheet ?? '');
    });
  }
}

export function openSheet(root: HTMLElement, name: string): void {
  const sheet = root.querySelector<HTMLDialogElement>(`[data-sheet="${name}"]`);
  if (!sheet || sheet.open) return;
  // An old Safari has no dialogs: there the sheet opens in its place, with nothing to close it but its button.
  if (sheet.showModal) sheet.showModal();
  else sheet.setAttribute('open', '');
  sheet.dispatchEvent(new Event('sheet-open'));
}

export function closeSheet(sheet: HTMLDialogElement): void {
  if (sheet.close) return sheet.close();
  sheet.removeAttribute('open');
  sheet.dispatchEvent(new Event('close'));
}

/** Words of a form's own mistake, said where it is made. */
export function tell(form: HTMLElement, words: string): void {
  const said = form.querySelector<HTMLElement>('[data-said]');
  if (!said) return;
  said.textContent = words;
  said.hidden = !words;
}
