/** Draws a QR code as one path: no picture to load, nothing the page's policy would refuse. */
import qrcode from 'qrcode-generator'
import { useMemo } from 'react'

/** White around the code, in modules, which readers need (ISO/IEC 18004). */
const QUIET_ZONE = 4

/** Side in modules, and a path with a square for each dark one. Pure. */
export function qrPath(text: string): { readonly side: number; readonly path: string } {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const count = code.getModuleCount()
  let path = ''
  for (let row = 0; row < count; row += 1)
    for (let column = 0; column < count; column += 1)
      if (code.isDark(row, column)) path += `M${column + QUIET_ZONE} ${row + QUIET_ZONE}h1v1h-1z`
  return { side: count + 2 * QUIET_ZONE, path }
}

export function QrCode({ text, label }: { text: string; label: string }) {
  const { side, path } = useMemo(() => qrPath(text), [text])
  return (
    <svg
      className="qr"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  )
}
