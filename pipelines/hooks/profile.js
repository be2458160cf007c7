// A user as other visitors may see one: no surname, no address.
export async function onResponse(response) {
  if (response.status !== 200) return;
  const user = await response.json();
  return Response.json({
    id: user.id,
    name: `${user.first} ${user.last[0]}.`,
    memberSince: Number(user.joined.slice(0, 4)),
  });
}
