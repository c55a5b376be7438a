import { faces, textSize, type Box, type Hairline, type Surface } from '../../compare/drawing/surface.ts';
import { bytesOf, emptyRaster, rasterize } from './hairlines.ts';

/** `textScale` makes text larger or smaller. */
export function canvasSurface(ctx: CanvasRenderingContext2D, textScale = 1): Surface {
  const face = (number: boolean) => `${textSize * textScale}px ${number ? faces.number : faces.text}`;
  return {
    line(points, { colour, width, dash = [], opacity = 1 }) {
      ctx.globalAlpha = opacity;
      ctx.strokeStyle = colour;
      ctx.lineWidth = width;
      ctx.lineJoin = 'round';
      ctx.lineCap = 'round';
      ctx.setLineDash([...dash]);
      ctx.beginPath();
      trace(ctx, points);
      ctx.stroke();
      ctx.globalAlpha = 1;
    },
    hairlines: (lines, box) => paintHairlines(ctx, lines, box),
    area(points, colour, opacity) {
      ctx.globalAlpha = opacity;
      ctx.fillStyle = colour;
      ctx.beginPath();
      trace(ctx, points);
      ctx.fill();
      ctx.globalAlpha = 1;
    },
    disc(x, y, radius, colour, ring) {
      ctx.beginPath();
      ctx.arc(x, y, radius, 0, 2 * Math.PI);
      ctx.fillStyle = colour;
      ctx.fill();
      if (ring === undefined) return;
      ctx.setLineDash([]);
      ctx.lineWidth = 1.5;
      ctx.strokeStyle = ring;
      ctx.stroke();
    },
    text(words, x, y, { colour, align = 'left', baseline = 'middle', number = false }) {
      ctx.font = face(number);
      ctx.textAlign = align;
      ctx.textBaseline = baseline;
      ctx.fillStyle = colour;
      ctx.fillText(words, x, y);
    },
    measure(words, number = false) {
      ctx.font = face(number);
      return ctx.measureText(words).width;
    },
    within({ left, right, top, bottom }, paint) {
      ctx.save();
      ctx.beginPath();
      ctx.rect(left, top, right - left, bottom - top);
      ctx.clip();
      paint();
      ctx.restore();
    },
  };
}

/** In pixels of the device, whatever the scale: the picture is made here and put where it belongs. */
function paintHairlines(ctx: CanvasRenderingContext2D, lines: readonly Hairline[], box: Box): void {
  const { a: scale, e, f } = ctx.getTransform();
  const [left, top] = [Math.floor(box.left * scale + e), Math.floor(box.top * scale + f)];
  const [width, height] = [Math.ceil(box.right * scale + e) - left, Math.ceil(box.bottom * scale + f) - top];
  if (!(width > 0 && height > 0) || lines.length === 0) return;
  const raster = emptyRaster(width, height);
  rasterize(raster, lines, { scale, left: left - e, top: top - f });
  const picture = new OffscreenCanvas(width, height);
  picture.getContext('2d')!.putImageData(new ImageData(bytesOf(raster), width, height), 0, 0);
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.drawImage(picture, left, top);
  ctx.restore();
}

function trace(ctx: CanvasRenderingContext2D, points: Float64Array): void {
  let pen = false;
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i]!;
    const y = points[i + 1]!;
    if (x - x !== 0 || y - y !== 0) pen = false;
    else if (pen) ctx.lineTo(x, y);
    else {
      ctx.moveTo(x, y);
      // A point between two gaps is drawn as what a round cap makes of it.
      const alone = i + 2 >= points.length || Number.isNaN(points[i + 3]);
      if (alone) ctx.lineTo(x + 0.01, y);
      pen = true;
    }
  }
}
