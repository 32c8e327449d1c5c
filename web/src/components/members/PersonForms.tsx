import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { editCard, registerPerson, reportMistake, type CardChange } from '../../api/keeping';
import { entitiesQuery } from '../../api/members';
import { sessionQuery } from '../../api/queries';
import { directs } from '../../api/session';
import { expertises, speeches, type Expertise, type PersonCard, type Way } from '../../api/types';
import { useLang } from '../../lib/lang';
import { initialsOf } from '../../lib/names';
import { ActForm, both, words, type FieldSpec, type Values } from './ActForm';
import { Seen } from './Seen';
import { ways, wayNames } from './ways';

function useNames(): FieldSpec[] {
  const { t } = useTranslation();
  return [
    { name: 'name/ar', label: t('person.name.ar'), lang: 'ar' },
    { name: 'name/en', label: t('person.name.en'), lang: 'en' },
    { name: 'honorific/ar', label: t('person.honorific.ar'), lang: 'ar', optional: true },
    { name: 'honorific/en', label: t('person.honorific.en'), lang: 'en', optional: true },
  ];
}

function useWays(shown: readonly Way[], hidden: readonly string[] = []): FieldSpec[] {
  const { t } = useTranslation();
  return shown.map((way) => ({
    name: `contact/${way}`,
    label: t(`person.${way}`),
    kind: ways[way].kind,
    optional: true,
    beside: <Seen by={ways[way].seenBy} />,
    hint: hidden.includes(way) ? t('person.hidden') : ways[way].kind === 'tel' ? t('person.e164') : undefined,
  }));
}

function useTicks(): FieldSpec[] {
  const { t } = useTranslation();
  return [
    {
      name: 'languages',
      label: t('person.languages'),
      kind: 'ticks',
      options: speeches.map((id) => ({ id, label: t(`language.${id}`) })),
    },
    {
      name: 'expertise',
      label: t('person.expertise'),
      kind: 'ticks',
      options: expertises.map((id) => ({ id, label: t(`expertise.${id}`) })),
    },
  ];
}

const honorific = (values: Values) => {
  const said = both(values, 'honorific');
  return said.ar || said.en ? said : null;
};

/** The owner of a card, or who keeps the cards of an entity, puts it right; what is not seen stays as it is. */
export function EditCardForm({ p, own, close }: { p: PersonCard; own: boolean; close: () => void }) {
  const { t } = useTranslation();
  const shown = wayNames.filter((way) => own || way !== 'privateEmail');
  const hidden = shown.filter((way) => !own && ways[way].seenBy !== 'network');
  const valuesOf = (card: PersonCard): Values => ({
    'name/ar': card.name.ar,
    'name/en': card.name.en,
    'honorific/ar': card.honorific?.ar ?? '',
    'honorific/en': card.honorific?.en ?? '',
    ...Object.fromEntries(shown.map((way) => [`contact/${way}`, card.contact[way] ?? ''])),
    languages: card.languages,
    expertise: card.expertise,
  });
  /** What is not seen stays as it is: only the ways that differ from the card are named. */
  const wire = (values: Values, card: PersonCard) => {
    const changed = shown.filter((way) => words(values, `contact/${way}`) !== (card.contact[way] ?? null));
    const name = both(values, 'name');
    return {
      name,
      initials: name.ar === card.name.ar && name.en === card.name.en ? card.initials : initialsOf(name),
      honorific: honorific(values),
      contact: Object.fromEntries(changed.map((way) => [way, words(values, `contact/${way}`)])),
      languages: values.languages,
      expertise: values.expertise,
    };
  };
  return (
    <ActForm
      name={`card-${p.id}`}
      fields={[...useNames(), ...useWays(shown, hidden), ...useTicks()]}
      record={p}
      valuesOf={valuesOf}
      wire={wire}
      save={(change) => editCard(p.id, { ...change, ...(own ? { confirmed: true } : {}) } as CardChange)}
      always={own}
      said={t(own ? 'person.saved' : 'person.saved.theirs')}
      yes={t(own ? 'person.save' : 'person.save.theirs')}
      close={close}
    />
  );
}

/** Somebody new in the directory: of the entity named, or of one of those whose people the reader keeps. */
export function NewPersonForm({ entity, close }: { entity?: string; close: () => void }) {
  const lang = useLang();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: me } = useQuery(sessionQuery);
  const { data } = useQuery(entitiesQuery);
  const mine = directs(me);
  const choices = data?.items.filter((one) => !mine || mine.includes(one.code)) ?? [];
  const place: FieldSpec = {
    name: 'entity',
    label: t('filter.entity'),
    kind: 'select',
    none: t(data ? 'person.entity.choose' : 'loading.page'),
    options: choices.map((one) => ({ id: one.code, label: one.name[lang] })),
  };
  const shown = wayNames.filter((way) => way !== 'privateEmail');
  return (
    <ActForm
      name={`new-person-${entity ?? ''}`}
      body={t('person.register.body')}
      fields={[...(entity ? [] : [place]), ...useNames(), ...useWays(shown), ...useTicks()]}
      known={{
        entity: entity ?? (mine?.length === 1 ? mine[0]! : ''),
        ...Object.fromEntries(['name/ar', 'name/en', 'honorific/ar', 'honorific/en'].map((field) => [field, ''])),
        ...Object.fromEntries(shown.map((way) => [`contact/${way}`, ''])),
        languages: ['ar'],
        expertise: [],
      }}
      act={(values) => {
        const name = both(values, 'name');
        const contact = Object.fromEntries(shown.map((way) => [way, words(values, `contact/${way}`)]));
        return registerPerson({
          entity: String(values.entity),
          name,
          initials: initialsOf(name),
          honorific: honorific(values),
          contact,
          languages: values.languages as string[],
          expertise: values.expertise as Expertise[],
        });
      }}
      said={t('person.register.done')}
      yes={t('person.register')}
      close={close}
      done={(made: { id: string }) => void navigate({ to: '/$lang/members/$id', params: { lang, id: made.id } })}
    />
  );
}

/** A reader says what is not right; who keeps the card sees it there. */
export function ReportForm({ p, close }: { p: PersonCard; close: () => void }) {
  const { t } = useTranslation();
  return (
    <ActForm
      name={`report-${p.id}`}
      body={t('person.report.body')}
      fields={[{ name: 'words', label: t('person.report.words'), kind: 'area', hint: t('person.report.hint') }]}
      known={{ words: '' }}
      act={(values) => reportMistake(p.id, String(values.words).trim())}
      said={t('person.report.done')}
      yes={t('person.report.yes')}
      close={close}
    />
  );
}
