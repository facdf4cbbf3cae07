import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import classes from "./Button.module.css";
import { Tooltip } from "./overlay.tsx";

export type ButtonVariant = "primary" | "default" | "subtle" | "danger";

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "type"> {
  variant?: ButtonVariant;
  size?: "sm" | "md";
  leftIcon?: ReactNode;
  rightIcon?: ReactNode;
  /** Key written beside the label, e.g. `Ctrl K`. */
  shortcut?: string;
  loading?: boolean;
  type?: "button" | "submit";
  ref?: Ref<HTMLButtonElement>;
}

/** A command. One primary button at most per view. */
export function Button({
  variant = "default",
  size = "md",
  leftIcon,
  rightIcon,
  shortcut,
  loading = false,
  type = "button",
  disabled,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled || loading}
      aria-busy={loading || undefined}
      className={[classes.button, classes[variant], classes[size], className].join(" ")}
    >
      {loading ? <span className={classes.spinner} aria-hidden="true" /> : leftIcon}
      {children !== undefined && <span className={classes.label}>{children}</span>}
      {shortcut && <kbd className={classes.shortcut}>{shortcut}</kbd>}
      {rightIcon}
    </button>
  );
}

export interface IconButtonProps extends Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  "type" | "aria-label"
> {
  /** Name of the command: read aloud, and shown as a tooltip. */
  label: string;
  icon: ReactNode;
  variant?: "subtle" | "default";
  size?: "sm" | "md";
  /** False when the label would repeat what stands beside the button. */
  tooltip?: boolean;
  shortcut?: string;
  ref?: Ref<HTMLButtonElement>;
}

/** A command shown as an icon. */
export function IconButton({
  label,
  icon,
  variant = "subtle",
  size = "md",
  tooltip = true,
  shortcut,
  className,
  ...rest
}: IconButtonProps) {
  const button = (
    <button
      {...rest}
      type="button"
      aria-label={label}
      className={[classes.icon, classes[variant], classes[`icon_${size}`], className].join(" ")}
    >
      {icon}
    </button>
  );
  if (!tooltip) return button;
  return <Tooltip label={shortcut ? `${label} (${shortcut})` : label}>{button}</Tooltip>;
}
