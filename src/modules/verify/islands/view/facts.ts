/** Rows of name and value, as the design draws them. */
export function factsOf(rows: readonly (readonly [string, string])[]): HTMLElement {
  const list = document.createElement('dl');
  list.className = 'facts';
  for (const [name, value] of rows) {
    const row = document.createElement('div');
    row.append(element('dt', name), element('dd', value));
    list.append(row);
  }
  return list;
}

export function element<K extends keyof HTMLElementTagNameMap>(tag: K, words = '', className = ''): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (words) made.textContent = words;
  if (className) made.className = className;
  return made;
}

/** The verdict as the page carries it ready, in words and shape. */
export function verdictBox(kind: string): HTMLElement | undefined {
  const words = document.querySelector<HTMLTemplateElement>('#verdicts')?.content.querySelector<HTMLElement>(`[data-kind="${kind}"] > *`);
  return words ? (words.cloneNode(true) as HTMLElement) : undefined;
}
