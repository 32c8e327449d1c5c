import { Button, type ButtonProps } from 'react-aria-components';

/**
 * A button that is deaf while its act is under way, so that a second press is none; it keeps the focus. The second half of a double
 * click comes before it can be drawn as under way: it sends no form.
 */
export function Press({ pending, type, onPress, ...rest }: ButtonProps & { pending: boolean }) {
  return (
    <Button
      {...rest}
      type={pending ? 'button' : type}
      onPress={pending ? undefined : onPress}
      onClick={(e) => {
        if (type === 'submit' && e.detail > 1) e.preventDefault();
      }}
      aria-disabled={pending || undefined}
    />
  );
}
