import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { questions, type Asked, type Naming } from '../lib/conflicts';
import type { Choices, Side } from '../lib/merge';
import { useStore } from '../lib/store';
import DialogBox from './DialogBox';
import { btn } from './ui';

type Of<Kind extends Asked['kind']> = Extract<Asked, { kind: Kind }>;

/** Before something typed is dropped. */
function Discard({ asked }: { asked: Of<'discard'> }) {
  const { t } = useTranslation();
  return (
    <DialogBox role="alertdialog" title={t(`discard.${asked.what}.title`)} close={() => asked.answer(false)}>
      <p className="mt-2 text-muted">{t(`discard.${asked.what}.body`)}</p>
      <div className="mt-6 flex flex-wrap gap-3">
        <Button autoFocus onPress={() => asked.answer(false)} className={btn.primary}>
          {t(`discard.${asked.what}.keep`)}
        </Button>
        <Button onPress={() => asked.answer(true)} className={btn.danger}>
          {t(`discard.${asked.what}.drop`)}
        </Button>
      </div>
    </DialogBox>
  );
}

/** A value as it reads, or the word for none. */
function Value({ text }: { text: string }) {
  const { t } = useTranslation();
  if (!text) return <span className="text-muted">{t('conflict.empty')}</span>;
  return (
    <span dir="auto" className="block max-h-40 overflow-y-auto whitespace-pre-line">
      {text}
    </span>
  );
}

const tile =
  'flex cursor-pointer items-start gap-3 rounded-xl border border-line-strong bg-surface px-4 py-3 hover:border-brand has-checked:border-brand has-checked:bg-brand-soft has-checked:ring-1 has-checked:ring-brand has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand';

/** Which record is meant: more than one may be open. */
const Record = ({ naming }: { naming: Naming }) =>
  naming.record && <bdi className="mt-2 block font-semibold">{naming.record}</bdi>;

/** Both wrote in the same fields: each shows both values, and is saved as chosen. */
function Choose({ asked }: { asked: Of<'choose'> }) {
  const { t } = useTranslation();
  const { clashes, naming } = asked;
  const [choices, choose] = useState<Choices>({});
  const all = (side: Side) => choose(Object.fromEntries(clashes.map(({ pointer }) => [pointer, side])));
  const left = clashes.filter(({ pointer }) => !choices[pointer]).length;
  return (
    <DialogBox wide title={t('conflict.title')} close={() => asked.answer(undefined)}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (!left) asked.answer(choices);
        }}
      >
        <Record naming={naming} />
        <p className="mt-2 text-muted">{t('conflict.body')}</p>
        {clashes.length > 1 && (
          <div className="mt-4 flex flex-wrap gap-2">
            {(['mine', 'theirs'] as const).map((side) => (
              <Button key={side} onPress={() => all(side)} className={btn.small}>
                {t(`conflict.all.${side}`)}
              </Button>
            ))}
          </div>
        )}
        <div className="mt-4 space-y-5">
          {clashes.map(({ pointer, theirs, mine }) => (
            <fieldset key={pointer} className="min-w-0">
              <legend className="mb-1.5 font-semibold">{naming.name(pointer)}</legend>
              <div className="grid grid-cols-1 gap-2 sm:grid-cols-2">
                {([['mine', mine] as const, ['theirs', theirs] as const] as const).map(([side, value]) => (
                  <label key={side} className={tile}>
                    <input
                      type="radio"
                      name={pointer}
                      checked={choices[pointer] === side}
                      onChange={() => choose({ ...choices, [pointer]: side })}
                      className="mt-1 size-4.5 shrink-0 accent-brand"
                    />
                    <span className="min-w-0 flex-1">
                      <span className="block text-xs font-semibold text-muted">{t(`conflict.${side}`)}</span>
                      <Value text={naming.show(pointer, value)} />
                    </span>
                  </label>
                ))}
              </div>
            </fieldset>
          ))}
        </div>
        <div className="mt-6 flex flex-wrap items-center gap-3">
          <Button type="submit" isDisabled={left > 0} className={left ? btn.quiet : btn.primary}>
            {t('conflict.save')}
          </Button>
          <Button onPress={() => asked.answer(undefined)} className={btn.quiet}>
            {t('conflict.back')}
          </Button>
          <span role="status" className="text-sm text-muted">
            {left > 0 && t('conflict.left', { count: left })}
          </span>
        </div>
      </form>
    </DialogBox>
  );
}

/** What an act rests on changed: what it was, what it is, and whether the act is still wanted. */
function GoAhead({ asked }: { asked: Of<'goAhead'> }) {
  const { t } = useTranslation();
  const { changes, naming } = asked;
  return (
    <DialogBox title={t('stale.title')} close={() => asked.answer(false)}>
      <Record naming={naming} />
      <p className="mt-2 text-muted">{t('conflict.act.body')}</p>
      <dl className="mt-4 space-y-3">
        {changes.map(({ pointer, before, after }) => (
          <div key={pointer} className="rounded-xl border border-line bg-raised px-4 py-3">
            <dt className="font-semibold">{naming.name(pointer)}</dt>
            <dd className="mt-1.5 text-sm">
              <span className="block text-xs text-muted">{t('conflict.before')}</span>
              <Value text={naming.show(pointer, before)} />
            </dd>
            <dd className="mt-1.5">
              <span className="block text-xs text-muted">{t('conflict.now')}</span>
              <Value text={naming.show(pointer, after)} />
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-6 flex flex-wrap gap-3">
        <Button onPress={() => asked.answer(false)} className={btn.primary}>
          {t('conflict.act.no')}
        </Button>
        <Button onPress={() => asked.answer(true)} className={btn.quiet}>
          {t('conflict.act.yes')}
        </Button>
      </div>
    </DialogBox>
  );
}

/** What acts and forms ask, each over what it is about. */
export function Questions() {
  return useStore(questions).map((asked, at) =>
    asked.kind === 'discard' ? (
      <Discard key={at} asked={asked} />
    ) : asked.kind === 'choose' ? (
      <Choose key={at} asked={asked} />
    ) : (
      <GoAhead key={at} asked={asked} />
    ),
  );
}
