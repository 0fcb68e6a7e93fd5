//! Updates, and creates by template.

use super::*;

const UPDATE: &str = "/v1/mgmt/outbound/app/update";
const BY_TEMPLATE: &str = "/v1/mgmt/outbound/app/create/bytemplate";
const BY_PRESET: &str = "/v1/mgmt/outbound/app/create/bydcrpreset";

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
        let expected = json!({
            "id": "full", "name": "Renamed", "pkce": false, "templateId": "custom",
            "clientSecret": "s", "tenantId": "t", "useDcr": false, "dcrUrl": "d",
        });
        assert_eq!((status, &answered), (200, &json!({ "app": without_secret(&expected) })));
        assert_eq!(stored(&emulator), json!([expected]));
    }

    /// Returns the stored value of a field after an update of an app that has every field.
    fn field_after(options: Value, field: &str, changes: &Value) -> Value {
        let mut emulator = with(options);
        create(
            &mut emulator,
            &merged(&every_field(), &json!({ "templateId": "github" })),
        );
        let app = merged(&json!({ "id": "full", "name": "n" }), changes);
        assert_eq!(update(&mut emulator, &app).0, 200);
        stored(&emulator)[0][field].clone()
    }

    #[test]
    fn changes_the_secret_where_it_says_something_and_clears_it_where_it_says_nothing() {
        for (changes, expected) in [
            (json!({}), json!("s")),
            (json!({ "clientSecret": null }), json!("s")),
            (json!({ "clientSecret": "" }), json!(null)),
            (json!({ "clientSecret": "new" }), json!("new")),
        ] {
            assert_eq!(field_after(json!({}), "clientSecret", &changes), expected, "{changes}");
        }
    }

    #[test]
    fn changes_neither_tenant_nor_registration() {
        for (field, changed) in [
            ("tenantId", json!("other")),
            ("useDcr", json!(true)),
            ("dcrUrl", json!("other")),
        ] {
            for changes in [json!({}), json!({ field: null }), json!({ field: changed })] {
                let stored = &every_field()[field];
                assert_eq!(&field_after(json!({}), field, &changes), stored, "{changes}");
            }
        }
        // An app that has none of these fields.
        let mut emulator = emulator();
        create(&mut emulator, &json!({ "id": "one", "name": "n" }));
        let app = json!({ "id": "one", "name": "n", "tenantId": "t", "useDcr": true, "dcrUrl": "d" });
        assert_eq!(update(&mut emulator, &app).0, 200);
        assert_eq!(
            stored(&emulator),
            json!([{ "id": "one", "name": "n", "templateId": "custom" }])
        );
    }

    #[test]
    fn writes_the_template() {
        for (alternatives, changes, expected) in [
            (json!([]), json!({ "templateId": "slack" }), "slack"),
            (json!([]), json!({}), "custom"),
            (json!([]), json!({ "templateId": "" }), "custom"),
            (json!(["update-keeps-template"]), json!({}), "github"),
            (
                json!(["update-keeps-template"]),
                json!({ "templateId": "slack" }),
                "slack",
            ),
        ] {
            let options = json!({ "alternatives": alternatives });
            assert_eq!(
                field_after(options, "templateId", &changes),
                expected,
                "{alternatives} {changes}"
            );
        }
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
}

mod create_by_template {
    use super::*;

    fn with_templates(templates: &Value) -> Emulator {
        with(json!({ "templates": templates }))
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
    fn overrides_neither_ids_nor_client_nor_type_nor_tenant() {
        for field in ["id", "clientId", "clientSecret", "appType", "tenantId", "templateId"] {
            let mut emulator = emulator();
            let sent = json!({ "templateId": "github", "overrides": { field: "x" } });
            assert_eq!(post(&mut emulator, BY_TEMPLATE, &sent).0, 200);
            let expected = json!([{ "id": "OA1", "name": "github", "templateId": "github" }]);
            assert_eq!(stored(&emulator), expected, "{field}");
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

mod create_by_dcr_preset {
    use super::*;

    #[test]
    fn sets_what_the_preset_sets_for_the_tenant() {
        let mut emulator =
            with(json!({ "dcrPresets": { "notion": { "name": "Notion", "useDcr": true, "dcrUrl": "d" } } }));
        let (status, answered) = post(
            &mut emulator,
            BY_PRESET,
            &json!({ "dcrPresetId": "notion", "tenantId": "t" }),
        );
        let app = json!({
            "id": "OA1", "name": "Notion", "useDcr": true, "dcrUrl": "d", "tenantId": "t", "templateId": "custom",
        });
        assert_eq!((status, answered), (200, json!({ "app": app })));
        assert_eq!(stored(&emulator), json!([app]));
    }

    #[test]
    fn wants_a_preset() {
        for (sent, expected) in [
            (json!({}), (400, "E011002")),
            (json!({ "dcrPresetId": "", "tenantId": "t" }), (400, "E011002")),
            (json!({ "dcrPresetId": "slack" }), (404, "E011004")),
        ] {
            let mut emulator = with(json!({ "dcrPresets": { "notion": {} } }));
            let (status, error) = post(&mut emulator, BY_PRESET, &sent);
            assert_eq!((status, code(&error).as_str()), expected, "{sent}");
            assert_eq!(emulator.apps().count(), 0);
        }
    }

    #[test]
    fn is_chosen_to_name_the_app_after_preset_and_tenant() {
        let mut emulator = emulator();
        for sent in [
            json!({ "dcrPresetId": "any", "tenantId": "t" }),
            json!({ "dcrPresetId": "any", "tenantId": "u" }),
            json!({ "dcrPresetId": "any" }),
        ] {
            assert_eq!(post(&mut emulator, BY_PRESET, &sent).0, 200, "{sent}");
        }
        assert_eq!(names(&emulator), ["any t", "any u", "any"]);
    }
}

/// Behavior that the API's documentation leaves open.
mod chosen {
    use super::*;

    #[test]
    fn an_update_resets_the_registration_if_told_to() {
        let mut emulator = with(json!({ "alternatives": ["update-resets-dcr"] }));
        create(&mut emulator, &every_field());
        update(
            &mut emulator,
            &json!({ "id": "full", "name": "n", "useDcr": true, "dcrUrl": "d" }),
        );
        let app = &stored(&emulator)[0];
        assert_eq!(
            (&app["useDcr"], &app["dcrUrl"], &app["tenantId"]),
            (&json!(null), &json!(null), &json!("t"))
        );
    }

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
}
