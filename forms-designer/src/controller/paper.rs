//! The form as it is printed.

use std::thread;

use pack_author::PRINT;
use pack_author::route::{Desk, Station};
use pack_author::texts::Language;
use slint::{ComponentHandle, Image, Rgba8Pixel, SharedPixelBuffer};

use super::{Inner, PAPER_PAUSE, tab};
use crate::official::Signer;
use crate::preview::{self, NoPicture, Paper, Picture};
use crate::ui;

/// Width of a page in the window, as `ui/views/preview.slint` has it.
const PAGE: f32 = 620.0;

impl Inner {
    fn paper(&self) -> Option<Paper> {
        let open = self.open.as_ref()?;
        let texts = open.sheet.lines().iter();
        let texts = texts.filter_map(|line| {
            let text = line.get(Language::Chinese)?;
            Some((line.key.clone(), text.to_owned()))
        });
        Some(Paper {
            form: open.sheet.write().to_vec(),
            texts: texts.collect(),
            title: open.called(),
            filled: self.at_official() || self.get(|designer| designer.get_filled()),
            official: open.sheet.files().get(PRINT).cloned(),
            signers: self.signers(),
            wide: self.page_wide() * self.get(|designer| designer.get_zoom()) * self.scale(),
            page: self.page,
        })
    }

    /// Who signs on the paper: the stations of the route.
    fn signers(&self) -> Vec<Signer> {
        let linear = self.open.as_ref().map(|open| open.sheet.service().route());
        let Some(Ok(linear)) = linear else {
            return Vec::new();
        };
        let say = self.say.borrow();
        let signer = |station: &Station| Signer {
            name: match station.names[0].as_str() {
                "" => station.key.clone(),
                name => name.to_owned(),
            },
            title: match station.desk {
                Desk::Head(1) => "股長",
                Desk::Head(2) => "科長",
                Desk::Head(3) => "處長",
                Desk::Head(_) => "局長",
                _ => "科員",
            },
            mark: say.say(&format!("role-{}", station.role.name())),
        };
        linear.stations().map(signer).collect()
    }

    /// How wide a page stands in the window, where it is not zoomed.
    fn page_wide(&self) -> f32 {
        match self.get(|designer| designer.get_official_wide()) {
            wide if self.at_official() && wide > 0.0 => wide,
            _ => PAGE,
        }
    }

    /// Pixels of the screen in one of the window.
    fn scale(&self) -> f32 {
        self.window()
            .map_or(1.0, |window| window.window().scale_factor())
    }

    /// Prints when nothing is changed for a while, where the paper is seen.
    pub(super) fn print_soon(&mut self) {
        let tab = self.get(|designer| designer.get_tab());
        if tab != tab::PAPER && tab != tab::OFFICIAL {
            return;
        }
        if self.get(|designer| designer.get_pages()) == 0 {
            let making = self.say("preview-making");
            self.set(|designer| designer.set_paper_said(making.into()));
        }
        let ui = self.ui.clone();
        self.paper
            .start(slint::TimerMode::SingleShot, PAPER_PAUSE, move || {
                if let Some(window) = ui.upgrade() {
                    window.global::<ui::Designer>().invoke_print();
                }
            });
    }

    /// The paper is of another form: it is not to be seen any more.
    pub(super) fn no_paper(&mut self) {
        self.page = 0;
        self.asked += 1;
        self.set(|designer| designer.set_pages(0));
    }

    /// Prints in a thread; a paper that comes after a later one was asked for is not shown.
    pub(super) fn print(&mut self) {
        let Some(paper) = self.paper() else {
            return;
        };
        self.asked += 1;
        let (asked, ui) = (self.asked, self.ui.clone());
        thread::spawn(move || {
            let made = preview::picture(&paper);
            // A window that is gone needs no paper.
            let _ = ui.upgrade_in_event_loop(move |window| {
                let printed = super::wire::Printed { asked, made };
                super::wire::PRINTED.with(|cell| cell.replace(Some(printed)));
                window.global::<ui::Designer>().invoke_printed();
            });
        });
    }

    pub(super) fn printed(&mut self, asked: u64, made: Result<Picture, NoPicture>) {
        if asked == self.asked {
            self.show_paper(made);
        }
    }

    /// Prints without a thread.
    pub(super) fn print_here(&mut self) {
        if let Some(paper) = self.paper() {
            self.show_paper(preview::picture(&paper));
        }
    }

    fn show_paper(&mut self, made: Result<Picture, NoPicture>) {
        match made {
            Ok(picture) => {
                let pixels = &picture.pixels;
                let buffer = SharedPixelBuffer::<Rgba8Pixel>::clone_from_slice(
                    pixels,
                    picture.width,
                    picture.height,
                );
                self.page = picture.page;
                let number = |count: usize| i32::try_from(count).unwrap_or(0);
                self.set(|designer| {
                    designer.set_paper(Image::from_rgba8_premultiplied(buffer));
                    designer.set_pages(number(picture.pages));
                    designer.set_page(number(picture.page));
                    designer.set_paper_said("".into());
                });
            }
            Err(NoPicture(code)) => {
                let say = self.say.borrow();
                let said = say.known(&code, &[]);
                let said =
                    said.unwrap_or_else(|| say.say_with("problem-other", &[("code", &code)]));
                drop(say);
                self.set(|designer| {
                    designer.set_pages(0);
                    designer.set_paper_said(said.into());
                });
            }
        }
    }

    pub(super) fn turn(&mut self, page: i32) {
        self.page = usize::try_from(page).unwrap_or(0);
        self.print();
    }
}
