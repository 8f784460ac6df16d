//! The description of the API (OpenAPI): what every operation shares is said here once, not at each handler.

use utoipa::openapi::{
    Content, InfoBuilder, OpenApi, Ref, RefOr, Required, Response, ResponseBuilder, SecurityRequirement, ServerBuilder,
    path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem},
    security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
};

const TOKEN: &str = "token";
const SESSION: &str = "session";

/// Adds to what the handlers say: where the API is, who may ask, how it refuses, and that a call can be sent again.
pub fn describe(mut api: OpenApi) -> OpenApi {
    api.info = InfoBuilder::new()
        .title("Fixili")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some("The back office of a repair shop. Everything its pages do, in JSON."))
        .build();
    api.servers = Some(vec![ServerBuilder::new().url("/api/v1").build()]);
    let mut components = api.components.take().unwrap_or_default();
    components
        .add_security_scheme(TOKEN, SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()));
    components.add_security_scheme(SESSION, SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("fixili"))));
    api.components = Some(components);
    api.security = Some([TOKEN, SESSION].map(|name| SecurityRequirement::new(name, [""; 0])).to_vec());
    for (path, item) in &mut api.paths.paths {
        let names_one = path.contains('{');
        for operation in operations(item) {
            complete(operation, names_one);
        }
    }
    for item in api.paths.paths.values_mut() {
        item.put.iter_mut().chain(&mut item.post).chain(&mut item.delete).for_each(can_be_sent_again);
    }
    api
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem { get, put, post, delete, patch, .. } = item;
    [get, put, post, delete, patch].into_iter().flatten()
}

/// Names of operations are unique; every refusal that can happen is told, as what it is.
fn complete(operation: &mut Operation, names_one: bool) {
    let tag = operation.tags.iter().flatten().next().cloned().unwrap_or_default();
    let name = operation.operation_id.take().unwrap_or_default();
    operation.operation_id = Some(format!("{tag}_{}", name.trim_end_matches("_json")));
    let told = &mut operation.responses.responses;
    for (status, why) in REFUSALS {
        let can_happen = match *status {
            "404" => names_one,
            "409" | "422" => operation.request_body.is_some(),
            _ => true,
        };
        if can_happen || told.contains_key(*status) {
            told.insert((*status).to_owned(), RefOr::T(refusal(why)));
        }
    }
    for response in told.values_mut() {
        if let RefOr::T(response) = response
            && response.description.is_empty()
        {
            response.description = "Done.".to_owned();
        }
    }
}

const REFUSALS: &[(&str, &str)] = &[
    ("401", "Nobody is logged in."),
    ("403", "The right is missing."),
    ("404", "There is none, or the asker may not know of it."),
    ("409", "The state of things does not allow it, or someone else was first."),
    ("422", "Fields are wrong or missing."),
    ("503", "The database or the disk is not there now."),
];

fn refusal(why: &str) -> Response {
    let problem = Content::new(Some(Ref::from_schema_name("Problem")));
    ResponseBuilder::new().description(why).content("application/problem+json", problem).build()
}

fn can_be_sent_again(operation: &mut Operation) {
    let key: Parameter = ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("At most 64 characters: the same call with the same key is done once."))
        .build();
    operation.parameters.get_or_insert_default().push(RefOr::T(key));
}
