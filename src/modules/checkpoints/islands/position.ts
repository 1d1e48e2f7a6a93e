// Why: fills in where the officer stands from the browser's own position; typing it, or leaving it out, needs no script.

const box = document.querySelector<HTMLElement>('[data-position]');
const input = box?.querySelector<HTMLInputElement>('input[name="place"]');

if (box && input && navigator.geolocation) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button second';
  button.textContent = 'Lấy vị trí của máy này';
  const said = document.createElement('p');
  said.className = 'soft';
  said.setAttribute('role', 'status');
  button.addEventListener('click', () => {
    button.disabled = true;
    said.textContent = 'Đang tìm vị trí…';
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        input.value = `${coords.latitude.toFixed(5)}, ${coords.longitude.toFixed(5)}`;
        said.textContent = `Đã điền, sai trong khoảng ${Math.round(coords.accuracy)} m.`;
        button.disabled = false;
      },
      () => {
        said.textContent = 'Máy không cho biết vị trí. Hãy cho phép dùng vị trí, hoặc tự gõ, hoặc để trống.';
        button.disabled = false;
      },
      { enableHighAccuracy: true, timeout: 20_000 },
    );
  });
  box.append(button, said);
}
