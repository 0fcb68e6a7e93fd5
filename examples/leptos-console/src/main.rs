//! A console in Leptos: lists apps, creates one while showing its issues as you type, and patches descriptions.
//!
//! It holds no key: a proxy at `/descope` below its own origin must add the `Authorization` header.

use descope_outbound::client::validate;
use descope_outbound::model::{CreateRequest, OutboundApp};
use descope_outbound::web::{AppChanges, Error, Options, OutboundApps};
use leptos::prelude::*;
use leptos::task::spawn_local;

fn main() {
    mount_to_body(|| match connect() {
        Ok(apps) => view! { <Console apps /> }.into_any(),
        Err(error) => view! { <p role="alert">{error.to_string()}</p> }.into_any(),
    });
}

fn connect() -> Result<OutboundApps, Error> {
    let origin = window().location().origin().unwrap_or_default();
    OutboundApps::new(&Options {
        base_url: Some(format!("{origin}/descope")),
        ..Options::default()
    })
}

/// The state of the page.
#[derive(Clone)]
struct State {
    client: OutboundApps,
    apps: RwSignal<Vec<OutboundApp>>,
    status: RwSignal<String>,
}

impl State {
    /// Loads the list, and keeps the status.
    async fn refresh(&self) -> Result<(), Error> {
        let loaded = self.client.load_all().await?;
        self.apps.set(loaded.apps.unwrap_or_default());
        Ok(())
    }

    async fn create(&self, app: CreateRequest) -> Result<String, Error> {
        let created = self.client.create(&app).await?.app.unwrap_or_default();
        self.refresh().await?;
        Ok(format!("Created {}.", created.name.unwrap_or_default()))
    }

    async fn describe(&self, id: String, description: String) -> Result<String, Error> {
        let set = CreateRequest {
            description: Some(description),
            ..CreateRequest::default()
        };
        let changes = AppChanges {
            set,
            ..AppChanges::default()
        };
        let patched = self.client.patch(&id, &changes).await?;
        self.refresh().await?;
        Ok(match patched.sent.len() {
            0 => "Nothing to change.".to_owned(),
            _ => format!("Saved {id}."),
        })
    }

    /// Runs a call, and shows its outcome.
    fn run(&self, call: impl Future<Output = Result<String, Error>> + 'static) {
        let status = self.status;
        status.set("…".to_owned());
        spawn_local(async move {
            status.set(
                call.await
                    .unwrap_or_else(|error| format!("{error} (applied: {})", error.applied().as_str())),
            );
        });
    }
}

#[component]
fn Console(apps: OutboundApps) -> impl IntoView {
    let state = State {
        client: apps,
        apps: RwSignal::new(Vec::new()),
        status: RwSignal::new(String::new()),
    };
    let first = state.clone();
    state.run(async move { first.refresh().await.map(|()| String::new()) });
    let (list, status) = (state.apps, state.status);
    view! {
        <h1>"Outbound apps"</h1>
        <New state=state.clone() />
        <p role="status">{move || status.get()}</p>
        <ul>
            <For each=move || list.get() key=|app| format!("{app:?}") let:app>
                <App app state=state.clone() />
            </For>
        </ul>
    }
}

#[component]
fn New(state: State) -> impl IntoView {
    let draft = RwSignal::new(CreateRequest::default());
    let issues = Memo::new(move |_| validate(&draft.get()));
    let create = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (call, app) = (state.clone(), draft.get());
        state.run(async move { call.create(app).await });
    };
    view! {
        <form on:submit=create>
            <label>
                "Name "
                <input name="name" on:input:target=move |event| draft.update(|app| app.name = given(event.target().value())) />
            </label>
            <label>
                "Token URL "
                <input
                    name="tokenUrl"
                    on:input:target=move |event| draft.update(|app| app.token_url = given(event.target().value()))
                />
            </label>
            <button>"Create"</button>
            <ul class="issues">
                {move || {
                    let lines = issues.get().into_iter().map(|issue| format!("{}: {}", issue.path, issue.message));
                    lines.map(|line| view! { <li>{line}</li> }).collect_view()
                }}
            </ul>
        </form>
    }
}

#[component]
fn App(app: OutboundApp, state: State) -> impl IntoView {
    let id = app.id.unwrap_or_default();
    let description = RwSignal::new(app.description.unwrap_or_default());
    let save = move |_| {
        let (call, id) = (state.clone(), id.clone());
        state.run(async move { call.describe(id, description.get_untracked()).await });
    };
    view! {
        <li>
            <b>{app.name}</b>
            " "
            <input name="description" placeholder="description" bind:value=description />
            <button on:click=save>"Save"</button>
        </li>
    }
}

/// Returns the text of a field, or `None` if it is empty.
fn given(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
