//! A drawing that stands alone → a picture for programs that show no SVG, twice as large as it is on a page.
//!
//! It is drawn by resvg with the font of charts and no other: what fonts a machine has must not be seen in a site.

use crate::base::ContentHash;
use crate::base::font::{ChartFont, FontMetrics};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, FaceInfo, Source, Weight};
use resvg::usvg::{Options, Tree};
use std::sync::Arc;

/// What has to change whenever one drawing would become another picture: with every new version of resvg.
pub const VERSION: &str = "resvg 0.49, 2x";

/// Pixels of the picture for each of the drawing.
const SCALE: f32 = 2.0;

/// The weight of the bold face, as drawings name it.
const BOLD: u16 = 600;

/// Draws pictures with one font.
#[derive(Debug)]
pub struct Painter {
    faces: Arc<Database>,
    family: String,
    /// The hash of its font.
    pub font: ContentHash,
}

impl Painter {
    /// One that knows this font, under the name that drawings have for it.
    pub fn new(font: &ChartFont) -> Self {
        let FontMetrics { family, hash, .. } = &font.metrics;
        let mut faces = Database::new();
        for (bytes, weight) in [(&font.regular, Weight::NORMAL), (&font.bold, Weight(BOLD))] {
            let bytes: Arc<[u8]> = Arc::clone(bytes);
            let source = Source::Binary(Arc::new(bytes));
            let Some(id) = faces.load_font_source(source).first().copied() else { continue };
            let Some(known) = faces.face(id).cloned() else { continue };
            // The files may call themselves otherwise: what counts is the name in the style sheet.
            let families = known.families.iter().map(|(_, language)| (family.clone(), *language)).collect();
            faces.remove_face(id);
            faces.push_face_info(FaceInfo { families, weight, ..known });
        }
        Self { faces: Arc::new(faces), family: family.clone(), font: *hash }
    }

    /// The picture of a drawing in twice its size, as PNG; none if the drawing is no SVG.
    pub fn paint(&self, svg: &str) -> Option<Vec<u8>> {
        self.drawn(svg, SCALE)?.encode_png().ok()
    }

    /// The picture of a drawing that covers its ground, in its own size. Without transparency there is a quarter less to pack.
    pub fn paint_opaque(&self, svg: &str) -> Option<Vec<u8>> {
        let picture = self.drawn(svg, 1.0)?;
        let colours: Vec<u8> =
            picture.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
        let mut bytes = Vec::with_capacity(96 << 10);
        let mut encoder = png::Encoder::new(&mut bytes, picture.width(), picture.height());
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::Balanced);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&colours).ok()?;
        writer.finish().ok()?;
        Some(bytes)
    }

    /// The pixels of a drawing, so many for each of it.
    fn drawn(&self, svg: &str, scale: f32) -> Option<Pixmap> {
        let options =
            Options { fontdb: Arc::clone(&self.faces), font_family: self.family.clone(), ..Options::default() };
        let tree = Tree::from_str(svg, &options).ok()?;
        let size = tree.size().to_int_size().scale_by(scale)?;
        let mut picture = Pixmap::new(size.width(), size.height())?;
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
        Some(picture)
    }
}
