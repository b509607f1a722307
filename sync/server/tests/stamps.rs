//! Time stamps of a real service: `openssl ts` behind a few lines of HTTP.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod practice;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use agency_server::folder::TimeStamps;
use agency_server::reading::Reader;
use agency_server::stamps::stamp;
use office::ids::PersonId;
use practice::{Device, NINE, Site, leave_request, new_unit, push};
use sync::case_file::{LeftOut, Part, Piece, Said, Trust, prove, read, write};
use sync::event::StreamHead;
use sync::verdict::Decision;
use sync::wire::{Body as _, Pull, PullFrom};

const ROOT: &[u8] = include_bytes!("../../tests/fixtures/stamp-root.der");
const SERVICE: &str = include_str!("../../tests/fixtures/stamp-service.pem");
const SETTINGS: &str = "\
[tsa]
default_tsa = service
[service]
serial = serial
crypto_device = builtin
default_policy = 1.3.6.1.4.1.4146.2.3
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
";

fn answer(place: &Path, question: &[u8]) -> Vec<u8> {
    std::fs::write(place.join("question"), question).unwrap();
    let done = Command::new("openssl")
        .args([
            "ts",
            "-reply",
            "-config",
            "settings",
            "-queryfile",
            "question",
        ])
        .args([
            "-signer",
            "service.pem",
            "-inkey",
            "service.pem",
            "-out",
            "answer",
        ])
        .current_dir(place)
        .output()
        .expect("openssl is missing; install it: sudo apt-get install openssl");
    assert!(done.status.success(), "{done:?}");
    std::fs::read(place.join("answer")).unwrap()
}

/// A service that answers `times` questions; how, says `edit`.
fn service(times: usize, edit: fn(Vec<u8>) -> Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let place = tempfile::tempdir().unwrap();
        std::fs::write(place.path().join("settings"), SETTINGS).unwrap();
        std::fs::write(place.path().join("service.pem"), SERVICE).unwrap();
        std::fs::write(place.path().join("serial"), "01\n").unwrap();
        for _ in 0..times {
            let (mut stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let (mut line, mut length) = (String::new(), 0);
            while reader.read_line(&mut line).unwrap() > 2 {
                let lower = line.to_ascii_lowercase();
                if let Some(value) = lower.strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
                line.clear();
            }
            let mut question = vec![0; length];
            reader.read_exact(&mut question).unwrap();
            let bytes = edit(answer(place.path(), &question));
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\n\
                 Content-Length: {}\r\nConnection: close\r\n\r\n",
                bytes.len()
            );
            stream
                .write_all(&[head.as_bytes(), &bytes].concat())
                .unwrap();
        }
    });
    url
}

fn settings(site: &Site, url: String) -> TimeStamps {
    std::fs::write(site.folder().path().join("stamps.der"), ROOT).unwrap();
    TimeStamps {
        url,
        roots: vec!["stamps.der".to_owned()],
        every_minutes: 60,
    }
}

#[tokio::test]
async fn one_stamp_proves_every_stream_that_grew() {
    let site = Site::with_people().await;
    let agency = site.open();
    let settings = settings(&site, service(2, |bytes| bytes));
    let heads = agency.store.heads("", 1_000).unwrap();
    assert_eq!(stamp(&agency, &settings).await.unwrap(), heads.len());
    assert_eq!(stamp(&agency, &settings).await.unwrap(), 0, "nothing grew");
    for head in &heads {
        let proof = agency.stamp_proof(&head.stream).unwrap().unwrap();
        assert_eq!(&proof.head, head);
        let proven = proof.verify(&[ROOT.to_vec()]).unwrap();
        assert_eq!(proven.by, "CN=stamp-rsa,O=Demo");
        let mut moved = proof.clone();
        moved.head.seq += 1;
        let refused = moved.verify(&[ROOT.to_vec()]).unwrap_err();
        assert_eq!(refused.code(), "stamp-imprint");
        let kept = sync::cbor::encode(&proof);
        let read: sync::stamped::StampProof = sync::cbor::decode(&kept, 1 << 16).unwrap();
        assert_eq!(read, proof);
    }

    let unit = new_unit(&site.authority(), "u-new", NINE);
    push(&agency, vec![unit.bytes]).await;
    assert_eq!(
        stamp(&agency, &settings).await.unwrap(),
        1,
        "only what grew"
    );
    let proof = agency.stamp_proof("org").unwrap().unwrap();
    assert_eq!((proof.size, proof.path.len()), (1, 0));
    assert!(agency.stamp_proof("case/none").unwrap().is_none());
}

/// What the agency keeps and answers is enough for a file that proves a case.
#[tokio::test]
async fn a_stamped_case_proves_itself() {
    const CASE: &str = "00112233445566778899aabbccddeeff";
    let site = Site::whole().await;
    let agency = site.open();
    let device = Device::enrol(&site, &agency, "p0012");
    let request = device.seal(&leave_request(&agency, CASE, "p0013"), NINE);
    let verdicts = push(&agency, vec![request.bytes.clone()]).await;
    assert_eq!(verdicts[0].decision, Decision::Accepted);
    let stream = format!("case/{CASE}");
    let settings = settings(&site, service(1, |bytes| bytes));
    stamp(&agency, &settings).await.unwrap();
    let reader = Reader {
        person: PersonId::new("p0012").unwrap(),
        device: device.name.clone(),
    };
    let from = PullFrom {
        stream: stream.clone(),
        from_seq: 1,
    };
    let pull = Pull {
        streams: vec![from],
        limit: 100,
    };
    let pulled = agency.pull(&reader, &pull).unwrap().streams.remove(0);
    let proofs = agency.proofs(&stream).unwrap();
    assert_eq!((pulled.operations.len(), pulled.words().len()), (1, 1));
    let id = request.id;
    let mut parts = vec![
        (Part::Root(1), device.root.clone()),
        (Part::StampRoot(1), ROOT.to_vec()),
        (Part::Stamp, proofs.stamp.unwrap().to_bytes()),
        (Part::List(1), proofs.lists[0].clone()),
        (Part::Operation(id), pulled.operations[0].clone()),
        (Part::Verdict(id), pulled.words()[0].clone()),
    ];
    let records = pulled.records.iter().cloned().zip(1..);
    parts.extend(records.map(|(bytes, seq)| (Part::Record(seq), bytes)));
    let mut pieces: Vec<Piece<'_>> = parts
        .into_iter()
        .map(|(part, bytes)| Piece {
            part,
            content: Box::new(bytes),
        })
        .collect();
    let said = Said {
        agency: "demo-archives".to_owned(),
        person: "p0012".to_owned(),
        device: device.name.clone(),
        at: NINE + 60_000,
        head: StreamHead::new(&stream, agency.store.head(&stream).unwrap()),
        left_out: LeftOut::default(),
    };
    let mut bytes = Vec::new();
    write::<()>(&mut pieces, said, &device, &mut |some| {
        bytes.extend_from_slice(some);
        Ok(())
    })
    .unwrap();
    let opened = read(&mut bytes).unwrap();
    let trust = Trust {
        roots: vec![device.root.clone()],
        stamp_roots: vec![ROOT.to_vec()],
    };
    let proof = prove(&opened, &trust);
    assert!(proof.is_whole(), "{:?} {:?}", proof.faults, proof.gaps);
    assert_eq!(proof.stamp.unwrap().seq, opened.manifest.head.seq);
    // Another service's root proves nothing.
    let trust = Trust {
        stamp_roots: vec![device.root.clone()],
        ..trust
    };
    let faults = prove(&opened, &trust).faults;
    assert_eq!(faults[0].code, "stamp-issuer");
}

#[tokio::test]
async fn what_is_not_believed_is_not_kept_and_delays_nothing() {
    let site = Site::with_people().await;
    let agency = site.open();
    let gone = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let forge = |mut bytes: Vec<u8>| {
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        bytes
    };
    let cases = [
        (format!("http://{gone}/"), "stamp-unreachable"),
        (service(1, forge), "stamp-signature"),
        (service(1, |_| b"no".to_vec()), "stamp-unreadable"),
        (service(1, |_| vec![0; 70_000]), "stamp-too-large"),
        (
            service(1, |_| {
                include_bytes!("../../tests/fixtures/stamp-rsa.tsr").to_vec()
            }),
            "stamp-imprint",
        ),
    ];
    for (url, code) in cases {
        let none = stamp(&agency, &settings(&site, url)).await.unwrap_err();
        assert_eq!(none.code(), code, "{none}");
        assert!(agency.stamp_proof("org").unwrap().is_none());
    }
    let unit = new_unit(&site.authority(), "u-new", NINE);
    let verdicts = push(&agency, vec![unit.bytes]).await;
    assert_eq!(verdicts[0].decision, Decision::Accepted);
}
