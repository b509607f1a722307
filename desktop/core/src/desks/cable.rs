//! The network cable of the demo: a relay on loopback between one person's
//! computer and the agency's server. Pulled, it breaks every connection and
//! takes none; TLS runs through it from end to end, so that it can read nothing.

use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

/// One cable; it is taken away when this is dropped.
#[derive(Debug)]
pub struct Cable {
    from: SocketAddr,
    taken_away: Arc<AtomicBool>,
    listens: Option<JoinHandle<()>>,
    plugged: Arc<AtomicBool>,
    live: Arc<Mutex<Vec<TcpStream>>>,
}

impl Cable {
    /// Lays a cable from a port of this machine to the server.
    ///
    /// # Errors
    /// When the port is taken.
    pub fn lay(from: SocketAddr, server: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(from)?;
        let mut cable = Self {
            from,
            taken_away: Arc::default(),
            listens: None,
            plugged: Arc::new(AtomicBool::new(true)),
            live: Arc::default(),
        };
        let (plugged, live) = (Arc::clone(&cable.plugged), Arc::clone(&cable.live));
        let taken_away = Arc::clone(&cable.taken_away);
        let listens = thread::Builder::new()
            .name("cable".to_owned())
            .spawn(move || {
                for near in listener.incoming().flatten() {
                    if taken_away.load(Ordering::SeqCst) {
                        return;
                    }
                    if plugged.load(Ordering::SeqCst) {
                        // A server that is down looks like a cable that is pulled.
                        let _ = join(near, server, &plugged, &live);
                    }
                }
            })?;
        cable.listens = Some(listens);
        Ok(cable)
    }

    /// Whether it is plugged in.
    #[must_use]
    pub fn is_plugged(&self) -> bool {
        self.plugged.load(Ordering::SeqCst)
    }

    /// Plugs it in, or pulls it out and breaks what runs over it.
    pub fn plug(&self, plugged: bool) {
        self.plugged.store(plugged, Ordering::SeqCst);
        if !plugged {
            let mut live = self.live.lock().unwrap_or_else(PoisonError::into_inner);
            for stream in live.drain(..) {
                let _ = stream.shutdown(Shutdown::Both);
            }
        }
    }
}

impl Drop for Cable {
    fn drop(&mut self) {
        self.taken_away.store(true, Ordering::SeqCst);
        self.plug(false);
        // One more connection wakes the thread that listens; its port is free then.
        if let Some(listens) = self.listens.take()
            && TcpStream::connect(self.from).is_ok()
        {
            let _ = listens.join();
        }
    }
}

fn join(
    near: TcpStream,
    server: SocketAddr,
    plugged: &AtomicBool,
    live: &Mutex<Vec<TcpStream>>,
) -> io::Result<()> {
    let far = TcpStream::connect(server)?;
    near.set_nodelay(true)?;
    far.set_nodelay(true)?;
    {
        let mut live = live.lock().unwrap_or_else(PoisonError::into_inner);
        // Pulled since it was asked: whoever pulled it has broken the others already.
        if !plugged.load(Ordering::SeqCst) {
            return Ok(());
        }
        live.retain(|stream| stream.peer_addr().is_ok());
        live.extend([near.try_clone()?, far.try_clone()?]);
    }
    pump(near.try_clone()?, far.try_clone()?)?;
    pump(far, near)
}

/// Carries bytes one way until either end closes.
fn pump(mut from: TcpStream, mut to: TcpStream) -> io::Result<()> {
    thread::Builder::new()
        .name("cable".to_owned())
        .spawn(move || {
            let _ = io::copy(&mut from, &mut to);
            let _ = from.shutdown(Shutdown::Both);
            let _ = to.shutdown(Shutdown::Both);
        })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::{Read, Write};

    use super::*;

    /// A server that sends everything back.
    fn echo() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let back = stream.try_clone().unwrap();
                pump(stream, back).unwrap();
            }
        });
        address
    }

    fn says(line: &mut TcpStream, word: &[u8]) -> bool {
        let mut heard = vec![0; word.len()];
        line.write_all(word).is_ok() && line.read_exact(&mut heard).is_ok() && heard == word
    }

    #[test]
    fn a_pulled_cable_breaks_what_runs_and_takes_nothing_until_it_is_plugged() {
        let from = super::super::tests::free_address();
        let cable = Cable::lay(from, echo()).unwrap();
        let call = || TcpStream::connect(from).unwrap();
        let (mut first, mut second) = (call(), call());
        assert!(says(&mut first, b"good morning") && says(&mut second, b"and you"));
        cable.plug(false);
        assert!(!says(&mut first, b"hello?") && !says(&mut second, b"hello?"));
        assert!(!says(&mut call(), b"hello?"));
        assert!(!cable.is_plugged());
        cable.plug(true);
        assert!(says(&mut call(), b"good evening"));
        assert!(
            !says(&mut first, b"hello?"),
            "a broken connection stays broken"
        );
    }

    #[test]
    fn a_server_that_is_down_is_like_a_pulled_cable() {
        let [from, nobody] = [(); 2].map(|()| super::super::tests::free_address());
        let cable = Cable::lay(from, nobody).unwrap();
        let mut line = TcpStream::connect(from).unwrap();
        assert!(!says(&mut line, b"hello?"));
        assert!(Cable::lay(from, nobody).is_err(), "one port, one cable");
        drop(cable);
        assert!(TcpStream::connect(from).is_err(), "the cable is gone");
    }
}
