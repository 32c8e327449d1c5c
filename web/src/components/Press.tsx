import { Button, type ButtonProps } from 'react-aria-components';

/** A button that is deaf while its act is under way, so that a second press is none; it keeps the focus. */
export function Press({ pending, type, onPress, ...rest }: ButtonProps & { pending: boolean }) {
  return (
    <Button
      {...rest}
      type={pending ? 'button' : type}
      onPress={pending ? undefined : onPress}
      aria-disabled={pending || undefined}
    />
  );
}
