//! Updates, and creates by template.

use super::*;

const UPDATE: &str = "/v1/mgmt/outbound/app/update";
const BY_TEMPLATE: &str = "/v1/mgmt/outbound/app/create/bytemplate";

fn stored(emulator: &Emulator) -> Value {
    emulator.apps().cloned().collect()
}

fn update(emulator: &mut Emulator, app: &Value) -> (u16, Value) {
    post(emulator, UPDATE, &json!({ "app": app }))
}

mod update {
    use super::*;

    #[test]
    fn replaces_every_field_and_clears_what_is_left_out() {
        let mut emulator = emulator();
        create(&mut emulator, &every_field());
        let (status, answered) = update(
            &mut emulator,
            &json!({ "id": "full", "name": "Renamed", "pkce": false }),
        );
        let expected = json!({ "id": "full", "name": "Renamed", "pkce": false, "templateId": "custom" });
        assert_eq!((status, &answered), (200, &json!({ "app": expected })));
        assert_eq!(stored(&emulator), json!([expected]));
    }

    #[test]
    fn leaves_the_app_in_its_place() {
        let mut emulator = emulator();
        create(&mut emulator, &json!({ "id": "one", "name": "first" }));
        create(&mut emulator, &json!({ "id": "two", "name": "second" }));
        update(&mut emulator, &json!({ "id": "one", "name": "third" }));
        assert_eq!(names(&emulator), ["third", "second"]);
    }

    #[test]
    fn frees_the_name_that_it_takes_away() {
        let mut emulator = emulator();
        create(&mut emulator, &json!({ "id": "one", "name": "old" }));
        update(&mut emulator, &json!({ "id": "one", "name": "new" }));
        create(&mut emulator, &json!({ "id": "two", "name": "old" }));
        assert_eq!(names(&emulator), ["new", "old"]);
    }

    #[test]
    fn may_keep_the_name() {
        let mut emulator = emulator();
        create(&mut emulator, &json!({ "id": "one", "name": "same" }));
        let app = json!({ "id": "one", "name": "same", "description": "d" });
        assert_eq!(update(&mut emulator, &app).0, 200);
        assert_eq!(stored(&emulator)[0]["description"], "d");
    }

    #[test]
    fn answers_500_to_a_name_that_another_app_has() {
        let mut emulator = emulator();
        create(&mut emulator, &json!({ "id": "one", "name": "first" }));
        create(&mut emulator, &json!({ "id": "two", "name": "second" }));
        let (status, error) = update(&mut emulator, &json!({ "id": "two", "name": "first" }));
        assert_eq!((status, code(&error).as_str()), (500, "E151002"));
        assert_eq!(names(&emulator), ["first", "second"]);
    }

    #[test]
    fn wants_an_id() {
        let (status, error) = update(&mut emulator(), &json!({ "name": "n" }));
        assert_eq!((status, code(&error).as_str()), (400, "E011002"));
    }

    #[test]
    fn refuses_fields_that_an_app_does_not_have() {
        let mut emulator = emulator();
        create(&mut emulator, &json!({ "id": "one", "name": "n" }));
        for field in ["clientID", "templateId"] {
            let (status, error) = update(&mut emulator, &json!({ "id": "one", "name": "new", field: "x" }));
            assert_eq!((status, code(&error).as_str()), (400, "E011001"), "{field}");
        }
        assert_eq!(names(&emulator), ["n"]);
    }
}

mod create_by_template {
    use super::*;

    fn with_templates(templates: &Value) -> Emulator {
        Emulator::new(serde_json::from_value(json!({ "templates": templates })).unwrap())
    }

    #[test]
    fn stores_what_is_overridden_and_whose_app_it_is() {
        let mut emulator = emulator();
        let sent = json!({
            "templateId": "github", "id": "one", "clientId": "c", "clientSecret": "s", "tenantId": "t",
            "overrides": { "name": "GitHub", "defaultScopes": ["repo"] },
        });
        let (status, answered) = post(&mut emulator, BY_TEMPLATE, &sent);
        let app = json!({
            "id": "one", "name": "GitHub", "clientId": "c", "clientSecret": "s", "tenantId": "t",
            "defaultScopes": ["repo"], "templateId": "github",
        });
        assert_eq!(stored(&emulator), json!([app]));
        assert_eq!((status, &answered["app"]["name"]), (200, &json!("GitHub")));
    }

    #[test]
    fn sets_what_the_template_sets_but_for_what_is_overridden() {
        let fields = json!({ "name": "GitHub", "pkce": true, "logo": "l", "prompt": ["login"] });
        let mut emulator = with_templates(&json!({ "github": fields }));
        let overrides = json!({ "logo": "mine", "prompt": [] });
        let sent = json!({ "templateId": "github", "overrides": overrides });
        assert_eq!(post(&mut emulator, BY_TEMPLATE, &sent).0, 200);
        assert_eq!(
            stored(&emulator),
            json!([{ "id": "OA1", "name": "GitHub", "pkce": true, "logo": "mine", "prompt": [], "templateId": "github" }])
        );
    }

    #[test]
    fn answers_500_to_an_id_or_a_name_that_is_taken() {
        let mut emulator = emulator();
        create(&mut emulator, &json!({ "id": "one", "name": "same" }));
        for sent in [
            json!({ "templateId": "github", "id": "one" }),
            json!({ "templateId": "github", "overrides": { "name": "same" } }),
        ] {
            let (status, error) = post(&mut emulator, BY_TEMPLATE, &sent);
            assert_eq!((status, code(&error).as_str()), (500, "E151001"), "{sent}");
        }
        assert_eq!(emulator.apps().count(), 1);
    }

    #[test]
    fn overrides_neither_ids_nor_client_nor_tenant() {
        for field in ["id", "clientId", "clientSecret", "tenantId", "templateId"] {
            let sent = json!({ "templateId": "github", "overrides": { field: "x" } });
            let (status, error) = post(&mut emulator(), BY_TEMPLATE, &sent);
            assert_eq!((status, code(&error).as_str()), (400, "E011001"), "{field}");
        }
    }

    #[test]
    fn is_offered_no_template_with_fields_that_it_could_not_set() {
        for fields in [json!({ "clientId": "c" }), json!({ "pkce": "yes" })] {
            let options = json!({ "templates": { "github": fields } });
            assert!(serde_json::from_value::<Options>(options).is_err(), "{fields}");
        }
    }

    mod chosen {
        use super::*;

        #[test]
        fn any_id_is_a_template_that_sets_nothing_but_its_id_as_the_name() {
            let mut emulator = emulator();
            let (status, answered) = post(&mut emulator, BY_TEMPLATE, &json!({ "templateId": "any" }));
            let expected = json!({ "app": { "id": "OA1", "name": "any", "templateId": "any" } });
            assert_eq!((status, answered), (200, expected));
        }

        #[test]
        fn an_id_that_no_given_template_has_is_404() {
            let mut emulator = with_templates(&json!({ "github": {} }));
            let (status, error) = post(&mut emulator, BY_TEMPLATE, &json!({ "templateId": "slack" }));
            assert_eq!(status, 404);
            code(&error);
            assert_eq!(emulator.apps().count(), 0);
        }

        #[test]
        fn the_answer_is_without_the_secret() {
            let sent = json!({ "templateId": "any", "clientSecret": "canary" });
            let (_, answered) = post(&mut emulator(), BY_TEMPLATE, &sent);
            assert!(!answered.to_string().contains("canary"));
        }
    }
}

/// Where API.md is silent, something had to be chosen.
mod chosen {
    use super::*;

    #[test]
    fn an_update_of_an_app_that_is_not_there_is_404() {
        let (status, error) = update(&mut emulator(), &json!({ "id": "none", "name": "n" }));
        assert_eq!(status, 404);
        code(&error);
    }

    #[test]
    fn an_update_wants_the_name_again() {
        let mut emulator = emulator();
        create(&mut emulator, &json!({ "id": "one", "name": "n" }));
        let (status, error) = update(&mut emulator, &json!({ "id": "one" }));
        assert_eq!((status, code(&error).as_str()), (400, "E011002"));
    }

    #[test]
    fn an_update_is_answered_without_the_secret() {
        let mut emulator = emulator();
        create(&mut emulator, &json!({ "id": "one", "name": "n" }));
        let app = json!({ "id": "one", "name": "n", "clientSecret": "canary" });
        let (status, answered) = update(&mut emulator, &app);
        assert_eq!((status, answered.to_string().contains("canary")), (200, false));
        assert_eq!(stored(&emulator)[0]["clientSecret"], "canary");
    }

    /// The stored secret, after an update of an app that has one.
    fn secret_after(keeps_secret: bool, changes: &Value) -> Value {
        let mut emulator = Emulator::new(Options {
            keeps_secret,
            ..Options::default()
        });
        create(
            &mut emulator,
            &json!({ "id": "one", "name": "n", "clientSecret": "old" }),
        );
        let app = merged(&json!({ "id": "one", "name": "n" }), changes);
        assert_eq!(update(&mut emulator, &app).0, 200);
        stored(&emulator)[0]["clientSecret"].clone()
    }

    #[test]
    fn a_secret_that_is_left_out_is_cleared_or_kept_as_the_option_says() {
        assert_eq!(secret_after(false, &json!({})), Value::Null);
        assert_eq!(secret_after(true, &json!({})), "old");
        assert_eq!(secret_after(true, &json!({ "clientSecret": "" })), "old");
    }

    #[test]
    fn a_secret_that_is_sent_is_stored_either_way() {
        assert_eq!(secret_after(false, &json!({ "clientSecret": "new" })), "new");
        assert_eq!(secret_after(true, &json!({ "clientSecret": "new" })), "new");
    }
}
