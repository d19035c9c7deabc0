using System.Text;
using Qingyang.Investment.Audit.Log;

namespace Qingyang.Investment.Tests.Audit.Log;

/// <summary>The answers that the standards print.</summary>
public sealed class KnowingTheAlgorithms
{
    /// <summary>GB/T 32905-2016, appendix A.</summary>
    [Theory]
    [InlineData("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")]
    [InlineData("abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd", "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")]
    public void Hashes_by_SM3(string text, string hash) => Hashed(Suites.Sm3, text).ShouldBe(hash);

    [Fact]
    public void Hashes_by_SHA_256() => Hashed(Suites.Sha256, "abc").ShouldBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    /// <summary>GM/T 0003.5-2012, appendix A.</summary>
    [Fact]
    public void Verifies_by_SM2()
    {
        var key = Convert.FromHexString("09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13");
        var signature = Convert.FromHexString("F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA");

        Suites.Sm3.Verify(key, "message digest"u8, signature).ShouldBeTrue();
        Suites.Sm3.Verify(key, "message digesT"u8, signature).ShouldBeFalse();
        Suites.Sm3.Verify([.. key.Reverse()], "message digest"u8, signature).ShouldBeFalse("no point of the curve");
    }

    /// <summary>RFC 8032 §7.1, test 1.</summary>
    [Fact]
    public void Signs_by_Ed25519()
    {
        var secret = Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        var key = Convert.FromHexString("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        const string Signature = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";

        Convert.ToHexStringLower(Suites.Sha256.Sign(secret, [])).ShouldBe(Signature);
        Suites.Sha256.Verify(key, [], Convert.FromHexString(Signature)).ShouldBeTrue();
    }

    [Fact]
    public void Verifies_what_it_signed_and_no_other_bit_of_it()
    {
        foreach (var suite in Suites.All)
        {
            var ((secret, key), (_, other), message) = (suite.NewKey(), suite.NewKey(), Encoding.UTF8.GetBytes("庆阳\n"));
            var signature = suite.Sign(secret, message);

            (signature.Length, key.Length).ShouldBe((64, suite.PublicKeySize));
            suite.Verify(key, message, signature).ShouldBeTrue();
            suite.Verify(other, message, signature).ShouldBeFalse();
            suite.Verify(key, [.. message, 0], signature).ShouldBeFalse();
            suite.Verify(key, message, signature.AsSpan(1)).ShouldBeFalse();
            suite.Verify(key.AsSpan(1), message, signature).ShouldBeFalse();

            for (var bit = 0; bit < 8 * signature.Length; bit += 5)
            {
                var changed = signature.ToArray();
                changed[bit / 8] ^= (byte)(1 << (bit % 8));
                suite.Verify(key, message, changed).ShouldBeFalse($"{suite.Name} {bit}");
            }
        }
    }

    private static string Hashed(ISuite suite, string text)
    {
        var hash = new byte[ISuite.HashSize];
        suite.Hash(Encoding.UTF8.GetBytes(text), hash);

        return Convert.ToHexStringLower(hash);
    }
}
