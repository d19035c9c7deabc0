namespace Qingyang.Investment.Contacts;

/// <summary>A contact took place (对接). Who performed it is a fact; who typed it in is the event's user name. The other side's name and phone are personal data and stand elsewhere.</summary>
public sealed record ContactLogged(DateOnly On, ContactMethod Method, string PerformedBy, string Content);
