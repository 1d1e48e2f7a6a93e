// Why: shows a question the moment another answer asks for it; without script the server does so at «xem lại».

const form = document.querySelector<HTMLFormElement>('form[data-filing]');

function chosen(name: string): string[] {
  const fields = form ? Array.from(form.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)) : [];
  return fields.filter((field) => !/radio|checkbox/.test(field.type) || field.checked).map((field) => field.value);
}

function show(): void {
  form?.querySelectorAll<HTMLElement>('[data-when]').forEach((part) => {
    const is = (part.dataset.is ?? '').split(' ');
    part.hidden = !chosen(part.dataset.when ?? '').some((value) => is.includes(value));
  });
}

form?.addEventListener('change', show);
show();

// A slow line makes people press twice; the server would make one dossier of it all the same.
form?.addEventListener('submit', (event) => {
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = 'yes';
  setTimeout(() => delete form.dataset.sent, 8000);
});
