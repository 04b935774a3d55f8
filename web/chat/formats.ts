/** How the language of the page writes figures and lists. What writes them costs more to make than to use. */
import { locale } from './dictionary.ts'

/** Few options are in use, always the same ones: for each, and each language, what was made is kept. */
function kept<Options, Format>(make: (locale: string, options: Options) => Format) {
  const made = new Map<string, Format>()
  return (options: Options): Format => {
    const key = locale + JSON.stringify(options)
    const format = made.get(key) ?? make(locale, options)
    made.set(key, format)
    return format
  }
}

export const numberFormat = kept(
  (tag, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options),
)
export const listFormat = kept(
  (tag, options: Intl.ListFormatOptions) => new Intl.ListFormat(tag, options),
)
export const nameFormat = kept(
  (tag, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames([tag], options),
)
