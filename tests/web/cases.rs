//! Cases of the client, over any host: the same cases natively, in Node and in browsers.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use descope_outbound::client::{AppChanges, Error, Host, HttpRequest, Options, OutboundApps, RequestOptions};
#[allow(clippy::wildcard_imports, reason = "each method has a request of its own")]
use descope_outbound::model::*;
use descope_outbound::protocol::{Applied, HttpMethod, Method, Rate, RateLimit, ResponseProblem};
use serde_json::{Value, json};

const KEY: &str = "K-canary-management";
/// An arbitrary session.
const SESSION: &str = "eyJh.eyJz.c2ln";

type Outcome = Result<(), String>;

/// Runs every case; returns a line for each: `ok - name`, or `not ok - name: why`.
pub async fn run<H: Host>(origin: &str, host: fn() -> H) -> Vec<String> {
    let mut lines = Vec::new();
    macro_rules! cases {
        ($($name:ident)*) => {
            $(
                let outcome = $name(&Bench { origin, host }).await;
                let name = stringify!($name).replace('_', " ");
                lines.push(match outcome {
                    Ok(()) => format!("ok - {name}"),
                    Err(why) => format!("not ok - {name}: {why}"),
                });
            )*
        };
    }
    cases! {
        every_method_succeeds
        every_method_fails_with_the_servers_words
        nothing_invalid_is_sent
        options_are_checked_and_no_secret_shows
        a_dropped_call_aborts_its_request_and_sends_nothing_more
        a_late_answer_times_out
        a_429_is_waited_for_by_every_call
        a_429_that_lasts_too_long_fails
        a_create_whose_answer_is_lost_is_reconciled
        a_create_whose_connection_broke_before_is_sent_again
        an_answer_that_breaks_off_is_reconciled
        a_different_app_is_a_conflict
        an_unknown_outcome_is_called_that
        a_long_answer_is_not_read
        a_redirect_is_not_followed
        an_access_token_authorizes_a_call_in_the_keys_place
        the_tier_is_asked_for_once_and_told
        a_rate_limit_of_its_own_is_kept
    }
    lines
}

/// The host and the origin of a case.
struct Bench<'b, H> {
    origin: &'b str,
    host: fn() -> H,
}

/// A client and its emulator.
struct Pair<H> {
    host: H,
    origin: String,
    number: String,
    apps: OutboundApps<H>,
}

impl<H: Host> Bench<'_, H> {
    async fn pair(&self, faults: Value, change: impl FnOnce(&mut Options)) -> Result<Pair<H>, String> {
        let host = (self.host)();
        let emulator = json!({ "projectId": "P2test", "managementKey": KEY, "faults": faults }).to_string();
        let number = ask(&host, HttpMethod::Post, &format!("{}/new", self.origin), Some(emulator)).await?;
        let mut options = Options {
            project_id: Some("P2test".into()),
            management_key: Some(KEY.into()),
            base_url: Some(format!("{}/{number}", self.origin)),
            ..Options::default()
        };
        change(&mut options);
        let apps = OutboundApps::on((self.host)(), &options).map_err(|error| error.to_string())?;
        Ok(Pair {
            host,
            origin: self.origin.to_owned(),
            number,
            apps,
        })
    }

    async fn faulty(&self, faults: Value) -> Result<Pair<H>, String> {
        self.pair(faults, |_| {}).await
    }
}

impl<H: Host> Pair<H> {
    /// Returns how many requests the emulator got, and how many of them were aborted.
    async fn seen(&self) -> Result<[u32; 2], String> {
        let [sent, aborted, _] = self.counts().await?;
        Ok([sent, aborted])
    }

    /// Returns how many of them carried the project's tier.
    async fn told(&self) -> Result<u32, String> {
        let [.., told] = self.counts().await?;
        Ok(told)
    }

    async fn counts(&self) -> Result<[u32; 3], String> {
        let counts = ask(
            &self.host,
            HttpMethod::Get,
            &format!("{}/seen/{}", self.origin, self.number),
            None,
        )
        .await?;
        let numbers: Vec<u32> = counts.split(' ').filter_map(|number| number.parse().ok()).collect();
        numbers.try_into().map_err(|_| counts)
    }
}

async fn ask<H: Host>(host: &H, method: HttpMethod, url: &str, body: Option<String>) -> Result<String, String> {
    let body = body.map(Secret::new);
    let request = HttpRequest {
        method,
        url,
        headers: &[],
        body: body.as_ref(),
        max_response_bytes: 1_000,
    };
    let response = host.send(request).await.map_err(|error| format!("{error:?}"))?;
    Ok(response.body.expose().to_owned())
}

macro_rules! check {
    ($condition:expr, $($shown:expr),*) => {
        if !$condition {
            return Err(format!("{}: {:?}", stringify!($condition), ($($shown),*)));
        }
    };
}

fn app() -> CreateRequest {
    CreateRequest {
        id: Some("a".into()),
        name: Some("GitHub".into()),
        client_secret: Some("S-canary".into()),
        ..CreateRequest::default()
    }
}

fn whole(name: &str) -> AppWithId {
    AppWithId {
        id: "a".into(),
        name: name.into(),
        app: CreateRequest::default(),
    }
}

fn words(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// Calls every method, and passes its name and its call to `$see`.
macro_rules! each_method {
    ($apps:expr, $see:ident) => {{
        let apps = &$apps;
        $see!("create", apps.create(&app()));
        $see!(
            "create_by_template",
            apps.create_by_template(&CreateByTemplateRequest {
                template_id: "slack".into(),
                ..CreateByTemplateRequest::default()
            })
        );
        $see!(
            "create_by_dcr_preset",
            apps.create_by_dcr_preset(&CreateByDcrPresetRequest {
                dcr_preset_id: "notion".into(),
                tenant_id: "t".into(),
            })
        );
        $see!("update", apps.update(&whole("GitLab")));
        $see!(
            "patch",
            apps.patch(
                "a",
                &AppChanges {
                    set: CreateRequest {
                        description: Some("d".into()),
                        ..CreateRequest::default()
                    },
                    clear: vec!["logo".into()],
                }
            )
        );
        $see!("ensure", apps.ensure(&whole("Bitbucket")));
        $see!("load", apps.load("a"));
        $see!("load_all", apps.load_all());
        $see!(
            "upload_user_api_key",
            apps.upload_user_api_key(&UploadUserApiKeyRequest {
                app_id: "a".into(),
                user_id: "k".into(),
                api_key: "A-canary".into(),
                tenant_id: None,
            })
        );
        $see!(
            "upload_tenant_api_key",
            apps.upload_tenant_api_key(&UploadTenantApiKeyRequest {
                app_id: "a".into(),
                tenant_id: "k".into(),
                api_key: "A-canary".into(),
            })
        );
        $see!("upload_user_token", apps.upload_user_token(&user_token()));
        $see!("upload_tenant_token", apps.upload_tenant_token(&tenant_token()));
        $see!(
            "batch_upload_user_tokens",
            apps.batch_upload_user_tokens(&[user_token()])
        );
        $see!(
            "batch_upload_tenant_tokens",
            apps.batch_upload_tenant_tokens(&[tenant_token()])
        );
        $see!("fetch_user_token", apps.fetch_user_token(&of_user()));
        $see!(
            "fetch_tenant_token",
            apps.fetch_tenant_token(&FetchTenantTokenRequest {
                app_id: "a".into(),
                tenant_id: "t".into(),
                ..FetchTenantTokenRequest::default()
            })
        );
        $see!(
            "list_apps_with_user_token",
            apps.list_apps_with_user_token(&ListAppsWithUserTokenRequest {
                user_id: "u".into(),
                tenant_id: None,
            })
        );
        $see!(
            "delete_user_tokens",
            apps.delete_user_tokens(&DeleteUserTokensRequest {
                app_id: Some("a".into()),
                user_id: Some("k".into()),
            })
        );
        $see!("delete_token", apps.delete_token("x"));
        $see!("delete", apps.delete("a"));
    }};
}

fn user_token() -> UploadUserTokenRequest {
    UploadUserTokenRequest {
        app_id: "a".into(),
        user_id: "u".into(),
        tenant_id: None,
        token: token(),
    }
}

fn tenant_token() -> UploadTenantTokenRequest {
    UploadTenantTokenRequest {
        app_id: "a".into(),
        tenant_id: "t".into(),
        token: token(),
    }
}

fn token() -> ObtainedToken {
    ObtainedToken {
        access_token: Some("T-canary".into()),
        access_token_expiry: Some(2_000_000_000),
        ..ObtainedToken::default()
    }
}

fn of_user() -> FetchUserTokenRequest {
    FetchUserTokenRequest {
        app_id: "a".into(),
        user_id: "u".into(),
        ..FetchUserTokenRequest::default()
    }
}

fn to_connect() -> ConnectRequest {
    ConnectRequest {
        app_id: "a".into(),
        refresh_jwt: Some(SESSION.into()),
        ..ConnectRequest::default()
    }
}

async fn every_method_succeeds<H: Host>(bench: &Bench<'_, H>) -> Outcome {
    let pair = bench.faulty(json!([])).await?;
    let mut answers = Vec::new();
    macro_rules! see {
        ("delete", $call:expr) => {
            let connected = pair.apps.connect(&to_connect()).await.map_err(words)?;
            check!(connected.url.is_some(), connected);
            answers.push(format!("{:?}", $call.await.map_err(words)?));
        };
        // Deletes a token that exists: the documentation does not say whether an unknown id is an error.
        ("delete_token", $call:expr) => {
            let token = pair
                .apps
                .fetch_user_token(&of_user())
                .await
                .map_err(words)?
                .token
                .unwrap_or_default();
            check!(token.access_token == Some("T-canary".into()), token);
            check!(token.access_token_expiry == Some(2_000_000_000), token);
            answers.push(format!(
                "{:?}",
                pair.apps
                    .delete_token(&token.id.unwrap_or_default())
                    .await
                    .map_err(words)?
            ));
        };
        ($name:literal, $call:expr) => {
            answers.push(format!(
                "{:?}",
                $call.await.map_err(|error| format!("{}: {error}", $name))?
            ));
        };
    }
    each_method!(pair.apps, see);
    let answers = answers.join("\n");
    for expected in [
        "GitHub",
        "GitLab",
        "Bitbucket",
        "description: Some(\"d\")",
        "outcome: Updated",
        "app_ids: Some([\"a\"])",
    ] {
        check!(answers.contains(expected), expected, &answers);
    }
    check!(!answers.contains("canary"), &answers);
    let left = pair.apps.load_all().await.map_err(words)?.apps.unwrap_or_default();
    check!(left.len() == 2, left);
    Ok(())
}

async fn every_method_fails_with_the_servers_words<H: Host>(bench: &Bench<'_, H>) -> Outcome {
    let pair = bench
        .pair(json!([]), |options| {
            options.management_key = Some("K-canary-wrong".into());
        })
        .await?;
    let mut count = 0;
    macro_rules! see {
        ($name:literal, $call:expr) => {
            count += 1;
            match $call.await {
                Err(Error::Api(error)) if error.details.status == 401 && error.applied == Applied::No => {
                    check!(!format!("{error:?}").contains("canary"), error);
                }
                other => return Err(format!("{}: {other:?}", $name)),
            }
        };
    }
    each_method!(pair.apps, see);
    // `connect` takes no management key, and no method calls `license` directly.
    let takes_key = |method: &&Method| !matches!(method, Method::Connect | Method::License);
    check!(count == Method::ALL.iter().filter(takes_key).count(), count);
    let request = ConnectRequest {
        refresh_jwt: Some("no-jwt".into()),
        ..to_connect()
    };
    let refused = pair.apps.connect(&request).await;
    check!(matches!(refused, Err(Error::Api(error)) if error.details.status == 401),);
    Ok(())
}

async fn nothing_invalid_is_sent<H: Host>(bench: &Bench<'_, H>) -> Outcome {
    let pair = bench.faulty(json!([])).await?;
    let wrong = CreateRequest {
        name: Some("n".into()),
        token_url: Some("ftp://x".into()),
        ..CreateRequest::default()
    };
    match pair.apps.create(&wrong).await {
        Err(Error::Validation { issues, .. }) => check!(issues.iter().any(|issue| issue.path == "tokenUrl"), issues),
        other => return Err(format!("{other:?}")),
    }
    check!(pair.seen().await? == [0, 0], pair.seen().await?);
    let unchecked = pair.apps.with(RequestOptions {
        validate: false,
        ..RequestOptions::default()
    });
    // The result is up to the emulator.
    let _answer = unchecked.create(&wrong).await;
    check!(pair.seen().await? == [1, 0], pair.seen().await?);
    Ok(())
}

async fn options_are_checked_and_no_secret_shows<H: Host>(bench: &Bench<'_, H>) -> Outcome {
    let options = Options {
        project_id: Some("P2test".into()),
        management_key: Some("K-canary ".into()),
        base_url: Some("http://example.com".into()),
        timeout_ms: Some(0),
        ..Options::default()
    };
    match OutboundApps::on((bench.host)(), &options) {
        Err(Error::Config { message }) => {
            for name in ["managementKey", "baseUrl", "timeoutMs"] {
                check!(message.contains(name), message);
            }
            check!(
                !message.contains("canary") && !format!("{options:?}").contains("canary"),
                message
            );
        }
        _ => return Err("it took them".to_owned()),
    }
    let pair = bench.faulty(json!([])).await?;
    check!(!format!("{:?}", pair.apps).contains("canary"), pair.apps);
    let wrong = pair.apps.with(RequestOptions {
        timeout_ms: Some(0),
        ..RequestOptions::default()
    });
    check!(matches!(wrong.load_all().await, Err(Error::Config { .. })),);
    Ok(())
}

/// Polls the future for `ms` milliseconds, and drops it.
async fn drop_after<H: Host, T>(host: &H, ms: u32, future: impl Future<Output = T>) -> Option<T> {
    let (mut future, mut timer) = (pin!(future), pin!(host.sleep(ms)));
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(result) => Poll::Ready(Some(result)),
        Poll::Pending => timer.as_mut().poll(context).map(|()| None),
    })
    .await
}

async fn a_dropped_call_aborts_its_request_and_sends_nothing_more<H: Host>(bench: &Bench<'_, H>) -> Outcome {
    let pair = bench.faulty(json!([{ "delayMs": 5_000 }])).await?;
    check!(drop_after(&pair.host, 300, pair.apps.create(&app())).await.is_none(),);
    pair.host.sleep(300).await;
    check!(pair.seen().await? == [1, 1], pair.seen().await?);
    // The same while it waits to retry.
    let pair = bench
        .faulty(json!([{ "status": 429, "headers": { "retry-after": "1" } }]))
        .await?;
    check!(drop_after(&pair.host, 300, pair.apps.create(&app())).await.is_none(),);
    pair.host.sleep(1_000).await;
    check!(pair.seen().await? == [1, 0], pair.seen().await?);
    Ok(())
}

async fn a_late_answer_times_out<H: Host>(bench: &Bench<'_, H>) -> Outcome {
    let once = |options: &mut Options| {
        options.timeout_ms = Some(300);
        options.max_retries = Some(0);
    };
    let pair = bench
        .pair(json!([{ "delayMs": 5_000 }, { "delayMs": 5_000 }]), once)
        .await?;
    for applied in [Applied::No, Applied::Unknown] {
        let error = match applied {
            Applied::No => pair.apps.load_all().await.err(),
            _ => pair.apps.create(&app()).await.err(),
        };
        match error {
            Some(Error::Timeout {
                applied: found,
                timeout_ms: 300,
                ..
            }) if found == applied => {}
            other => return Err(format!("{other:?}")),
        }
    }
    pair.host.sleep(100).await;
    check!(pair.seen().await? == [2, 2], pair.seen().await?);
    Ok(())
}

async fn a_429_is_waited_for_by_every_call<H: Host>(bench: &Bench<'_, H>) -> Outcome {
    let pair = bench
        .faulty(json!([{ "status": 429, "headers": { "retry-after": "1" } }]))
        .await?;
    let start = pair.host.now_ms();
    let early = drop_after(&pair.host, 300, pair.apps.load_all()).await;
    check!(early.is_none(), early);
    // Another call of the same client, which the server has not refused.
    pair.apps.load_all().await.map_err(words)?;
    let waited = pair.host.now_ms() - start;
    check!((900..5_000).contains(&waited), waited);
    check!(pair.seen().await? == [2, 0], pair.seen().await?);
    Ok(())
}

async fn a_429_that_lasts_too_long_fails<H: Host>(bench: &Bench<'_, H>) -> Outcome {
    let pair = bench
        .faulty(json!([{ "status": 429, "headers": { "retry-after": "3600" } }]))
        .await?;
    match pair.apps.create(&app()).await {
        Err(Error::RateLimit(error)) => {
            check!(
                error.details.retry_after_ms == Some(3_600_000) && error.applied == Applied::No,
                error
            );
        }
        other => return Err(format!("{other:?}")),
    }
    Ok(())
}

async fn a_create_whose_answer_is_lost_is_reconciled<H: Host>(bench: &Bench<'_, H>) -> Outcome {
    let pair = bench.faulty(json!([{ "cut": "after" }])).await?;
    let created = pair.apps.create(&app()).await.map_err(words)?.app.unwrap_or_default();
    check!(
        created.id.as_deref() == Some("a") && created.name.as_deref() == Some("GitHub"),
        created
    );
    check!(
        pair.apps
            .load_all()
            .await
            .map_err(words)?
            .apps
            .unwrap_or_default()
            .len()
            == 1,
    );
    Ok(())
}

async fn a_create_whose_connection_broke_before_is_sent_again<H: Host>(bench: &Bench<'_, H>) -> Outcome {
    let pair = bench.faulty(json!([{ "cut": "before" }])).await?;
    let created = pair.apps.create(&app()).await.map_err(words)?.app.unwrap_or_default();
    check!(created.id.as_deref() == Some("a"), created);
    Ok(())
}

async fn an_answer_that_breaks_off_is_reconciled<H: Host>(bench: &Bench<'_, H>) -> Outcome {
    let pair = bench.faulty(json!([{ "cut": "within" }])).await?;
    let created = pair.apps.create(&app()).await.map_err(words)?.app.unwrap_or_default();
    check!(created.id.as_deref() == Some("a"), created);
    Ok(())
}

async fn a_different_app_is_a_conflict<H: Host>(bench: &Bench<'_, H>) -> Outcome {
    let pair = bench.faulty(json!([])).await?;
    pair.apps.create(&app()).await.map_err(words)?;
    let other = CreateRequest {
        description: Some("another".into()),
        ..app()
    };
    match pair.apps.create(&other).await {
        Err(Error::Conflict(error)) if error.applied == Applied::No => Ok(()),
        other => Err(format!("{other:?}")),
    }
}

async fn an_unknown_outcome_is_called_that<H: Host>(bench: &Bench<'_, H>) -> Outcome {
    let pair = bench
        .pair(json!([{ "cut": "after" }]), |options| options.max_retries = Some(0))
        .await?;
    match pair.apps.create(&app()).await {
        Err(error @ Error::Connection { .. }) if error.applied() == Applied::Unknown => Ok(()),
        other => Err(format!("{other:?}")),
    }
}

async fn a_long_answer_is_not_read<H: Host>(bench: &Bench<'_, H>) -> Outcome {
    let long = json!([{ "status": 200, "body": "x".repeat(200_000) }]);
    let pair = bench
        .pair(long, |options| options.max_response_bytes = Some(100_000))
        .await?;
    match pair.apps.load_all().await {
        Err(Error::Response {
            problem: ResponseProblem::TooLarge,
            ..
        }) => Ok(()),
        other => Err(format!("{other:?}")),
    }
}

async fn a_redirect_is_not_followed<H: Host>(bench: &Bench<'_, H>) -> Outcome {
    let elsewhere = format!("{}/elsewhere", bench.origin);
    let pair = bench
        .faulty(json!([{ "status": 307, "headers": { "location": elsewhere } }]))
        .await?;
    match pair.apps.load_all().await {
        Err(Error::Response {
            problem: ResponseProblem::Redirect,
            ..
        }) => Ok(()),
        other => Err(format!("{other:?}")),
    }
}

async fn an_access_token_authorizes_a_call_in_the_keys_place<H: Host>(bench: &Bench<'_, H>) -> Outcome {
    let pair = bench.pair(json!([]), |options| options.management_key = None).await?;
    let apps = pair.apps.with(RequestOptions {
        access_token: Some(SESSION.into()),
        ..RequestOptions::default()
    });
    // The app does not exist, but the session was accepted.
    let connected = apps
        .connect(&ConnectRequest {
            refresh_jwt: None,
            ..to_connect()
        })
        .await;
    check!(
        !matches!(&connected, Err(Error::Api(error)) if error.details.status == 401),
        connected
    );
    check!(matches!(apps.load_all().await, Err(Error::Config { .. })),);
    Ok(())
}

async fn the_tier_is_asked_for_once_and_told<H: Host>(bench: &Bench<'_, H>) -> Outcome {
    let pair = bench
        .pair(json!([]), |options| options.rate_limit = Rate::License)
        .await?;
    pair.apps.load_all().await.map_err(words)?;
    pair.apps.load_all().await.map_err(words)?;
    check!(
        pair.seen().await? == [3, 0] && pair.told().await? == 2,
        pair.counts().await?
    );
    // If a call is dropped while it asks for the tier, the next call asks again.
    let pair = bench
        .pair(json!([{ "delayMs": 2_000 }]), |options| {
            options.rate_limit = Rate::License;
        })
        .await?;
    check!(drop_after(&pair.host, 200, pair.apps.load_all()).await.is_none(),);
    pair.apps.load_all().await.map_err(words)?;
    check!(pair.seen().await? == [3, 1], pair.seen().await?);
    Ok(())
}

async fn a_rate_limit_of_its_own_is_kept<H: Host>(bench: &Bench<'_, H>) -> Outcome {
    let limit = RateLimit {
        requests: 1,
        per_ms: 400,
    };
    let pair = bench
        .pair(json!([]), |options| options.rate_limit = Rate::Own(limit))
        .await?;
    let start = pair.host.now_ms();
    for _ in 0..3 {
        pair.apps.load_all().await.map_err(words)?;
    }
    let waited = pair.host.now_ms() - start;
    check!((750..5_000).contains(&waited), waited);
    Ok(())
}
