export type TrailStep = { title: string; when?: string; who?: string; note?: string; state: 'past' | 'now' | 'to-come' };

const spoken = { past: 'Đã qua', now: 'Hiện tại', 'to-come': 'Sắp tới' };

/** The life of a dossier from top to bottom: what happened (a full dot with a tick), where it is (a ring), what is to come (an empty dot). */
export function StepTrail({ steps }: { steps: readonly TrailStep[] }) {
  return (
    <ol class="trail">
      {steps.map((step) => (
        <li class={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          <b>
            <span class="hidden">{spoken[step.state]}: </span>
            {step.title}
          </b>
          {(step.when || step.who) && <small>{[step.when, step.who].filter(Boolean).join(' · ')}</small>}
          {step.note && <div>{step.note}</div>}
        </li>
      ))}
    </ol>
  );
}
