using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.People;

/// <summary>Passwords (密码): hashed as ASP.NET Core Identity does (PBKDF2), long rather than odd (NIST SP 800-63B).</summary>
public static class Passwords
{
    public const int Shortest = 10, Longest = 200;

    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    private static readonly PasswordHasher<string> Hasher = new();

    /// <summary>The hash of a password that nobody has: a stranger's name takes as long to turn away as a wrong password.</summary>
    private static readonly string Nobodys = Hash(New());

    public static string Hash(string password) => Hasher.HashPassword("", password);

    public static bool AreTheSame(string? hash, string password) =>
        Hasher.VerifyHashedPassword("", hash ?? Nobodys, password) != PasswordVerificationResult.Failed && hash is not null;

    /// <summary>A random one of four times four characters that cannot be misread: 79 bits.</summary>
    public static string New() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 4)));

    /// <summary>The sentence where a password will not do.</summary>
    public static string? FaultOf(string? password, string name) =>
        password is not { Length: >= Shortest and <= Longest } ? Say.Of("password.length", Shortest, Longest)
        : password.Contains(name, StringComparison.OrdinalIgnoreCase) ? Say.Of("password.name")
        : password.Distinct().Count() < 4 ? Say.Of("password.simple")
        : null;
}
