namespace Qingyang.Investment.Contacts;

/// <summary>A contact took place (对接). Who performed it is a fact; who typed it in is the event's user name. The other side's name and phone are personal data and stand elsewhere.</summary>
/// <param name="NextStep">What is to be done next (下一步), and by which day; null where nothing was said, as in all ledgers.</param>
public sealed record ContactLogged(DateOnly On, ContactMethod Method, string PerformedBy, string Content, string? NextStep = null, DateOnly? NextStepOn = null);
