//! The network cable of the demo: a relay on loopback between one person's
//! computer and the agency's server. Pulled, it breaks every connection and
//! takes none; TLS runs through it from end to end, so that it can read nothing.

use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// One cable.
#[derive(Debug)]
pub struct Cable {
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
        let cable = Self {
            plugged: Arc::new(AtomicBool::new(true)),
            live: Arc::default(),
        };
        let (plugged, live) = (Arc::clone(&cable.plugged), Arc::clone(&cable.live));
        thread::Builder::new()
            .name("cable".to_owned())
            .spawn(move || {
                for near in listener.incoming().flatten() {
                    if plugged.load(Ordering::SeqCst) {
                        // A server that is down looks like a cable that is pulled.
                        let _ = join(near, server, &live);
                    }
                }
            })?;
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

fn join(near: TcpStream, server: SocketAddr, live: &Mutex<Vec<TcpStream>>) -> io::Result<()> {
    let far = TcpStream::connect(server)?;
    near.set_nodelay(true)?;
    far.set_nodelay(true)?;
    {
        let mut live = live.lock().unwrap_or_else(PoisonError::into_inner);
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
