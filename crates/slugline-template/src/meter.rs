//! How much work a template may make.
//!
//! The engine has no limit of its own, and a template without output passes any limit of bytes: four loops within each other
//! over a thousand keywords go on for days. So every template and every loop begins with a call that pays for what stands in
//! it, and helpers pay for what they make.

use std::cell::RefCell;

use handlebars::template::TemplateElement;
use handlebars::{Context, Handlebars, Helper, HelperResult, Output, RenderContext, RenderErrorReason, Template};

use crate::limits::{Limit, Limits};

/// Bytes that a helper makes for a step.
const STEP: usize = 64;

/// The call. No template can name it: it is no helper that the checks know.
const PAY: &str = "slugline-pay";

thread_local! {
    // The engine hands helpers no state of a rendering's own; a rendering stays on its thread.
    static METER: RefCell<Meter> = RefCell::new(Meter { left: 0, limits: Limits::default() });
}

struct Meter {
    /// Steps that are left.
    left: u64,
    limits: Limits,
}

/// Lets what is rendered next on this thread take what `limits` say.
pub(crate) fn fill(limits: &Limits) {
    METER.set(Meter { left: limits.steps, limits: limits.clone() });
}

/// Pays for what a helper makes, in bytes: a text within a text within a text grows without a loop.
pub(crate) fn pay_for(bytes: usize) -> Result<(), Limit> {
    pay((bytes / STEP) as u64)
}

/// Takes steps from what is left.
fn pay(steps: u64) -> Result<(), Limit> {
    METER.with_borrow_mut(|meter| {
        meter.left = meter.left.checked_sub(steps).ok_or(Limit::Steps(meter.limits.steps))?;
        // What a step costs depends on the data: the engine copies parts of it.
        if (meter.limits.is_late)() { Err(Limit::Time) } else { Ok(()) }
    })
}

/// Adds the call to a registry.
pub(crate) fn register(registry: &mut Handlebars<'_>) {
    registry.register_helper(PAY, Box::new(pay_as_called));
}

fn pay_as_called(
    call: &Helper<'_>,
    _: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    _: &mut dyn Output,
) -> HelperResult {
    let steps = call.param(0).and_then(|steps| steps.value().as_u64()).unwrap_or(1);
    pay(steps).map_err(|limit| RenderErrorReason::NestedError(Box::new(limit)).into())
}

/// The template with a call at its start, and at the start of each loop in it.
pub(crate) fn metered(template: &Template) -> Template {
    let mut metered = template.clone();
    let price = meter_loops(&mut metered);
    pay_first(&mut metered, price);
    metered
}

/// Puts a call into each loop of `body`, and gives what the rest of it costs.
fn meter_loops(body: &mut Template) -> usize {
    let mut price = 1;
    for element in &mut body.elements {
        price += 1;
        let TemplateElement::HelperBlock(block) = element else { continue };
        let is_loop = block.name.as_name() == Some("each");
        if let Some(branch) = &mut block.template {
            let inside = meter_loops(branch);
            if is_loop {
                pay_first(branch, inside);
            } else {
                price += inside;
            }
        }
        price += block.inverse.as_mut().map_or(0, meter_loops);
    }
    price
}

fn pay_first(body: &mut Template, price: usize) {
    let call = Template::compile(&format!("{{{{{PAY} {price}}}}}"));
    if let Some(pay) = call.ok().and_then(|mut call| call.elements.pop()) {
        body.elements.insert(0, pay);
        // Each element has a place, for messages; that of the first is the call's too.
        if let Some(first) = body.mapping.first().cloned() {
            body.mapping.insert(0, first);
        }
    }
}
