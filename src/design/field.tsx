import type { Child } from 'hono/jsx';
import { Icon } from './icon.tsx';

export type FieldOption = { value: string; label: string };

/** One question as drawn: the same props serve every form of the house. `name` is also where an error link jumps to. */
export type FieldProps = {
  name: string;
  label: string;
  input?: 'text' | 'tel' | 'email' | 'number' | 'date' | 'radio' | 'select' | 'textarea' | 'checkbox' | 'password';
  help?: string;
  value?: string;
  error?: string;
  /** A doubt that stops nobody. */
  warning?: string;
  required?: boolean;
  options?: readonly FieldOption[];
  /** What a list says when nothing is chosen from it. */
  blank?: string;
  autocomplete?: string;
  inputMode?: 'numeric' | 'tel' | 'email' | 'decimal';
  maxLength?: number;
  short?: boolean;
  /** For the island that shows a question when another answer asks for it; without script the server does. */
  showWhen?: { field: string; is: readonly string[] };
  autofocus?: boolean;
};

export function idOf(name: string): string {
  return `f-${name.replace(/[^a-zA-Z0-9_-]/g, '-')}`;
}

/** Draws one question with its label, help, error and doubt, all of them read aloud together. */
export function Field(props: FieldProps) {
  if (props.input === 'radio') return <RadioField {...props} />;
  if (props.input === 'checkbox') return <CheckField {...props} />;
  const id = idOf(props.name);
  return (
    <div class={props.error ? 'field bad' : 'field'} {...condition(props)}>
      <label for={id}>
        {props.label}
        <Optional {...props} />
      </label>
      <Remarks {...props} id={id} />
      <Input {...props} id={id} />
    </div>
  );
}

function Input(props: FieldProps & { id: string }) {
  const { id, name, input = 'text', value, maxLength, autocomplete, short, autofocus } = props;
  const shared = { id, name, 'aria-describedby': describedBy(props, id), 'aria-invalid': props.error ? ('true' as const) : undefined, autocomplete, autofocus };
  if (input === 'textarea') {
    return (
      <textarea {...shared} maxlength={maxLength} rows={4}>
        {value}
      </textarea>
    );
  }
  if (input === 'select') {
    return (
      <select {...shared}>
        <option value="">{props.blank ?? '– Chọn –'}</option>
        {(props.options ?? []).map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    );
  }
  // A typed date is quicker than three wheels on an old phone, and may lack day and month.
  const type = input === 'date' || input === 'number' ? 'text' : input;
  const inputMode = props.inputMode ?? (input === 'date' || input === 'number' ? 'numeric' : undefined);
  return (
    <input
      {...shared}
      type={type}
      inputmode={inputMode}
      value={value}
      maxlength={maxLength}
      class={short || input === 'date' || input === 'number' ? 'short' : undefined}
    />
  );
}

function RadioField(props: FieldProps) {
  const id = idOf(props.name);
  return (
    <fieldset class={props.error ? 'field bad' : 'field'} aria-describedby={describedBy(props, id)} {...condition(props)}>
      <legend>
        {props.label}
        <Optional {...props} />
      </legend>
      <Remarks {...props} id={id} />
      {(props.options ?? []).map((option, i) => (
        <label class="choice">
          <input type="radio" id={i === 0 ? id : `${id}-${i}`} name={props.name} value={option.value} checked={option.value === props.value} />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

function CheckField(props: FieldProps) {
  const id = idOf(props.name);
  return (
    <div class={props.error ? 'field bad' : 'field'} {...condition(props)}>
      <Remarks {...props} id={id} />
      <label class="choice">
        <input
          type="checkbox"
          id={id}
          name={props.name}
          value="yes"
          checked={props.value === 'yes' || props.value === 'true' || props.value === 'on'}
          aria-describedby={describedBy(props, id)}
        />
        <span>{props.label}</span>
      </label>
    </div>
  );
}

function Optional({ required = true }: FieldProps) {
  return required ? null : <span class="optional"> (không bắt buộc)</span>;
}

function Remarks({ id, help, error, warning }: FieldProps & { id: string }) {
  return (
    <>
      {help && (
        <div class="help" id={`${id}-help`}>
          {help}
        </div>
      )}
      {error && (
        <div class="error" id={`${id}-error`}>
          <span class="hidden">Chưa đúng: </span>
          {error}
        </div>
      )}
      {warning && (
        <div class="doubt" id={`${id}-doubt`}>
          Xin xem lại: {warning}
        </div>
      )}
    </>
  );
}

function describedBy({ help, error, warning }: FieldProps, id: string): string | undefined {
  return [help && `${id}-help`, error && `${id}-error`, warning && `${id}-doubt`].filter(Boolean).join(' ') || undefined;
}

function condition({ showWhen }: FieldProps) {
  return showWhen ? { 'data-when': showWhen.field, 'data-is': showWhen.is.join(' ') } : {};
}

/** A photo or scan of a paper. With script it is made smaller and sent in pieces that survive a broken line. */
export function FileField({
  name,
  label,
  help,
  error,
  required = true,
  sheet = false,
  children,
}: {
  name: string;
  label: string;
  help?: string;
  error?: string;
  required?: boolean;
  /** A spreadsheet instead of a picture. */
  sheet?: boolean;
  children?: Child;
}) {
  const id = idOf(name);
  const accept = sheet ? '.xlsx,.xlsm,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : 'image/*,application/pdf';
  return (
    <div class={error ? 'field bad' : 'field'} data-upload={name} data-sheet={sheet || undefined}>
      <label for={id}>
        {label}
        {!required && <span class="optional"> (không bắt buộc)</span>}
      </label>
      <Remarks name={name} label={label} id={id} help={help} error={error} />
      {children}
      <input type="file" id={id} name={name} accept={accept} aria-describedby={describedBy({ name, label, help, error }, id)} />
    </div>
  );
}

/** Everything that is wrong, first on the page, each line a link to its field. */
export function ErrorSummary({ errors, title = 'Còn chỗ chưa đúng' }: { errors: Readonly<Record<string, string>>; title?: string }) {
  const lines = Object.entries(errors);
  if (lines.length === 0) return null;
  return (
    <div class="notice error" role="alert" aria-labelledby="loi" tabindex={-1}>
      <Icon name="cross" />
      <div>
        <h2 id="loi">{title}</h2>
        <ul>
          {lines.map(([name, words]) => (
            <li>
              <a href={`#${idOf(name)}`}>{words}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
